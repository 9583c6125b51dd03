import { type HealthScore, type ScoreBand, scoreBands } from "@cs/models";
import { type ScoreInput, score } from "../scoring/score.ts";
import { settle } from "../scoring/settle.ts";
import { type Actionable, readMoves } from "./actionable.ts";
import { searchChanges } from "./search-changes.ts";
import { assuming } from "./what-if.ts";

/** One thing to change. */
export interface CounterfactualChange {
  readonly measure: string;
  /** In the unit of the measure. */
  readonly from: number;
  readonly to: number;
  readonly cost: number;
}

/** The cheapest changes that reach a band, or why none do. */
export type Counterfactual =
  | {
      readonly reachable: true;
      /** Most costly first; empty when the band is reached already. No one of them can be left out. */
      readonly changes: readonly CounterfactualChange[];
      readonly cost: number;
      /** Whether it is proved that nothing cheaper reaches the band. */
      readonly optimal: boolean;
      /** The score with the changes made. */
      readonly result: HealthScore;
    }
  | {
      readonly reachable: false;
      /**
       * `missing_data`: there is no score to improve. `override`: a person set the score. `limits`: everything at its
       * best is not enough. `cap`: a cap stays in force. `gave_up`: the search ended without an answer.
       */
      readonly why: "missing_data" | "override" | "limits" | "cap" | "gave_up";
      readonly reason: string;
      /** Caps that stand in the way; empty unless `why` is `cap`. */
      readonly caps: readonly string[];
      /** Scored measures that are missing: to know them would be another way. */
      readonly missing: readonly string[];
      /** The score with every actionable measure at its best; null without a score. */
      readonly scoreAtLimits: number | null;
    };

/**
 * The cheapest changes of actionable measures that bring an account into a band.
 *
 * Without `actionable`, all known measures of the groups that declare a direction may take any value, and cost 1 for the
 * way from no to full points. Only values change: what is missing stays missing. Caps that stand in the way are lifted
 * by moving one of their conditions when that is allowed.
 *
 * `optimal` is true when the search was completed over normalisers whose bends are known (straight lines, bands,
 * recency, target ranges, percentiles); for logistic curves the changes reach the band and none can be left out, and one that is
 * cheaper may exist. Steps are honoured exactly.
 *
 * @throws InvalidInputError when `score` does not accept the input or `actionable` is not what its type says.
 */
export function counterfactual(request: {
  readonly input: ScoreInput;
  readonly targetBand: ScoreBand;
  readonly actionable?: Readonly<Record<string, Actionable>> | undefined;
}): Counterfactual {
  const { input, targetBand } = request;
  const now = score(input);
  const moves = readMoves(input, now, request.actionable);
  const isReached = (result: HealthScore) =>
    result.band !== "insufficient_data" && scoreBands.indexOf(result.band) <= scoreBands.indexOf(targetBand);
  if (isReached(now)) return { reachable: true, changes: [], cost: 0, optimal: true, result: now };
  const missing = now.contributions.filter(({ status }) => status !== "scored").map(({ measure }) => measure);
  const unreachable = { reachable: false, caps: [], missing, scoreAtLimits: null } as const;
  if (now.override) return { ...unreachable, why: "override", reason: "an override is in force until it expires" };
  if (now.score === null) return { ...unreachable, why: "missing_data", reason: now.reason ?? "there is no score" };

  const found = searchChanges({ input, now, moves, isReached, floor: floorOf(input, targetBand) });
  if (found.changes === null) {
    const scoreAtLimits = score(assuming(input, found.atLimits)).score;
    const reason = reasonOf(found, { targetBand, scoreAtLimits });
    return { ...unreachable, why: found.why, reason, caps: found.caps, scoreAtLimits };
  }
  const costs = new Map(moves.map((move) => [move.measure, move]));
  const changes = Object.entries(found.changes).map(([measure, to]): CounterfactualChange => {
    const { current = to, costPerUnit = 0 } = costs.get(measure) ?? {};
    return { measure, from: current, to, cost: costPerUnit * Math.abs(to - current) };
  });
  changes.sort((left, right) => right.cost - left.cost || (left.measure < right.measure ? -1 : 1));
  return {
    reachable: true,
    changes,
    cost: changes.reduce((sum, { cost }) => sum + cost, 0),
    optimal: found.optimal,
    result: score(assuming(input, found.changes)),
  };
}

/** The lowest score, of 10 decimals, that is in the band or kept there by hysteresis. */
function floorOf({ scorecard: { bands }, previousBand }: ScoreInput, target: ScoreBand): number {
  const starts: Record<ScoreBand, number> = {
    excellent: bands.excellent,
    good: bands.good,
    at_risk: bands.atRisk,
    critical: 0,
  };
  const floor = Math.ceil(settle(starts[target] * 1e10)) / 1e10;
  const previous = scoreBands.find((band) => band === previousBand);
  if (!bands.hysteresis || previous === undefined) return floor;
  const place = scoreBands.indexOf(previous);
  if (place <= scoreBands.indexOf(target)) return Math.min(floor, settle(starts[previous] - bands.hysteresis));
  // To leave a band upwards the score must be above its upper end by more than the hysteresis.
  const end = starts[scoreBands[place - 1] ?? previous];
  return Math.max(floor, settle(end + bands.hysteresis + 1e-10));
}

function reasonOf(
  { why, caps }: { readonly why: "limits" | "cap" | "gave_up"; readonly caps: readonly string[] },
  { targetBand, scoreAtLimits }: { readonly targetBand: ScoreBand; readonly scoreAtLimits: number | null },
): string {
  if (why === "gave_up")
    return `the search for ${targetBand} was ended; give fewer actionable measures or larger steps`;
  if (why === "cap") return `no allowed change lifts ${caps.join(", ")}, which keeps the score below ${targetBand}`;
  return `with every actionable measure at its best the score is ${scoreAtLimits}, below ${targetBand}`;
}
