import type { CalendarDate, ChurnHorizon, ChurnModelKind } from "@cs/models";
import type { ReadTransaction, StoredChurnModel } from "@cs/persistence";
import { type Calibration, type Model, parseCalibration, parseModel } from "@cs/prediction";
import { z } from "zod";
import { modelName } from "./churn-scorers.ts";

/** A stored model that knew something when it was tested. */
export interface ModelInForce {
  readonly modelId: string;
  readonly model: Model;
  /** Null when no probability may be told. */
  readonly calibration: Calibration | null;
}

/** What is known of the newest model at a horizon, also of one that is of no use. */
export interface ModelBasis {
  readonly modelId: string;
  readonly kind: ChurnModelKind;
  readonly createdAt: string;
  readonly watchedUntil: string;
  /** Accounts with a known outcome, and those of them that decided to leave. */
  readonly outcomes: number;
  readonly events: number;
  readonly signal: "found" | "none" | "unknown";
  readonly auc: { readonly value: number; readonly low: number; readonly high: number } | null;
  /** Why the back-test could not see whether its probabilities are true; null when it could. */
  readonly untested: string | null;
}

/** By what accounts are ranked at a horizon, and why not by something better. */
export interface RankingBasis {
  readonly inForce: ModelInForce | null;
  /** Why no model ranks; null when one does. */
  readonly reason: string | null;
  /** Why no probability is told; null when it is. */
  readonly probabilityReason: string | null;
  readonly tested: ModelBasis | null;
}

const areaSchema = z.object({ value: z.number(), low: z.number(), high: z.number() });
const evaluationSchema = z.object({
  reason: z.string().nullable(),
  scorers: z.array(
    z.object({
      name: z.string(),
      signal: z.enum(["found", "none", "unknown"]),
      auc: areaSchema.nullable(),
      probabilityReason: z.string().nullable(),
    }),
  ),
});

/**
 * The newest stored model at a horizon that knows of no decision after the day; it ranks when its back-test found a
 * signal.
 */
export async function rankingBasis(
  tx: ReadTransaction,
  { horizonMonths, asOf }: { readonly horizonMonths: ChurnHorizon; readonly asOf: CalendarDate },
): Promise<RankingBasis> {
  const stored = await tx.churn.newestModel(asOf);
  if (!stored) return without("no churn model is stored for this day: `cs backtest` trains one", null);
  const trained = stored.horizons.find((each) => each.horizonMonths === horizonMonths);
  if (!trained) return without(`model ${stored.modelId} was not trained for ${horizonMonths} months`, null);
  const tested = describe(stored, trained);
  if (trained.model === null) return without(trained.calibrationReason ?? "no model could be trained", tested);
  const { signal } = tested;
  if (signal !== "found") return without(whyNotRanked(tested), tested);
  const calibration = trained.calibration === null ? null : parseCalibration(trained.calibration);
  return {
    inForce: { modelId: stored.modelId, model: parseModel(trained.model), calibration },
    reason: null,
    probabilityReason: calibration ? null : (trained.calibrationReason ?? "the model was not calibrated"),
    tested,
  };
}

function describe(stored: StoredChurnModel, trained: StoredChurnModel["horizons"][number]): ModelBasis {
  const { modelId, kind, createdAt, watchedUntil } = stored;
  const { outcomes, events, evaluation } = trained;
  const { reason, scorers } = evaluationSchema.parse(evaluation);
  const { signal = "unknown", auc = null, probabilityReason } = scorers.find(({ name }) => name === modelName) ?? {};
  const untested = reason ?? probabilityReason ?? null;
  return { modelId, kind, createdAt, watchedUntil, outcomes, events, signal, auc, untested };
}

function whyNotRanked({ signal, auc, outcomes, events }: ModelBasis): string {
  const counts = `${outcomes} accounts with a known outcome, ${events} of which left`;
  if (signal === "unknown") return `too few to tell whether the model knows anything: ${counts}`;
  const area = auc ? ` (AUC ${auc.value.toFixed(2)}, ${auc.low.toFixed(2)} to ${auc.high.toFixed(2)})` : "";
  return `the back-test of the model found no signal${area}: ${counts}`;
}

function without(reason: string, tested: ModelBasis | null): RankingBasis {
  return { inForce: null, reason, probabilityReason: reason, tested };
}
