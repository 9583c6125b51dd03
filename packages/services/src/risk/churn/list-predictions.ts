import type { StoredPrediction } from "@cs/persistence";
import { z } from "zod";
import { labelOf } from "../../health/outputs/reasons.ts";
import { decodeCursor, encodeCursor } from "../../operation/cursor.ts";
import { moneyList } from "../../operation/money.ts";
import type { OperationContext } from "../../operation/operation.ts";
import { defaultLimit } from "./rank-risk.ts";
import type { HistoryInput } from "./risk-input.ts";
import type { PredictionOutput, RiskAnswer } from "./risk-output.ts";

const position = z.strictObject({ predictedAt: z.iso.datetime(), predictionId: z.string() });

/** What was recorded of an account, newest first. */
export async function listPredictions(
  { clientId, limit = defaultLimit, cursor }: HistoryInput,
  { tx, today }: OperationContext<"read">,
): Promise<RiskAnswer> {
  await tx.accounts.get(clientId);
  const after = cursor === undefined ? null : decodeCursor(position, clientId, cursor);
  const { rows, total } = await tx.churn.predictions({ clientId, after, limit: limit + 1 });
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return {
    asOf: today,
    horizonMonths: null,
    rankedBy: null,
    rankedByReason: null,
    probabilityReason: null,
    model: null,
    totals: null,
    accounts: [],
    recorded: null,
    predictions: page.map(describe),
    total,
    nextCursor: last
      ? encodeCursor(clientId, { predictedAt: last.predictedAt, predictionId: last.predictionId })
      : null,
  };
}

function describe({ clientId: _, arrByCurrency, evidence, ...prediction }: StoredPrediction): PredictionOutput {
  return {
    ...prediction,
    arr: moneyList(arrByCurrency),
    evidence: evidence.map((each) => ({ ...each, label: labelOf(each.measure) })),
  };
}
