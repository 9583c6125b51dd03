import { type ChurnPrediction, InvalidInputError } from "@cs/models";
import { contentHash, type NewPrediction } from "@cs/persistence";
import type { OperationContext } from "../../operation/operation.ts";
import { type AssessedAccount, assessAccounts } from "./assess-accounts.ts";
import { evidenceOf } from "./describe-risk.ts";
import { answerRanked, defaultHorizon, defaultLimit } from "./rank-risk.ts";
import type { RecordInput } from "./risk-input.ts";
import type { RiskAnswer } from "./risk-output.ts";

/** More predictions than this are no longer stored in one transaction. */
const most = 20_000;

/**
 * Stores what is said today of every account that the filter lets through, and answers the first page. The same prediction
 * from the same facts is stored once.
 */
export async function recordRisk(
  { limit = defaultLimit, horizonMonths = defaultHorizon, ...filter }: RecordInput,
  { tx, tenant, today: asOf, actor, requestId }: OperationContext<"write">,
): Promise<RiskAnswer> {
  const assessment = await assessAccounts(tx, { filter, horizonMonths, asOf, tenant });
  const { basis, accounts } = assessment;
  if (accounts.length > most) {
    throw new InvalidInputError(`${accounts.length.toLocaleString("en-US")} accounts are too many to record at once.`, {
      field: "segment",
      hint: `At most ${most.toLocaleString("en-US")} are: record one segment, stage or CSM at a time.`,
    });
  }
  const scored = accounts.filter(({ row }) => row.scoredAsOf !== null).map(({ row }) => row.clientId);
  const snapshots = basis.inForce ? new Map() : await tx.snapshots.latest(scored, asOf);
  const given = accounts.map((account): NewPrediction => {
    const { row, features } = account;
    const evidence = evidenceOf(account, basis.inForce, snapshots.get(row.clientId));
    const prediction = predictionOf(account, {
      asOf,
      horizonMonths,
      modelId: basis.inForce?.modelId ?? null,
      evidence,
    });
    return { prediction, inputHash: contentHash([prediction, features]) };
  });
  const stored = await tx.churn.recordPredictions(given, actor);
  await tx.audit.add({
    actor,
    operation: "identify_churn_risk",
    clientId: null,
    requestId,
    reason: null,
    changes: [{ field: "predictions", before: null, after: stored }],
  });
  const question = { filter, horizonMonths, asOf, modelId: basis.inForce?.modelId ?? null };
  const page = await answerRanked(assessment, { tx, asOf, horizonMonths, limit, after: null, question });
  return { ...page, recorded: { stored, unchanged: given.length - stored } };
}

function predictionOf(
  { row, logOdds, probability, daysToOptOut }: AssessedAccount,
  basis: Pick<ChurnPrediction, "asOf" | "horizonMonths" | "modelId" | "evidence">,
): ChurnPrediction {
  const { clientId, score, band, arrByCurrency } = row;
  return { clientId, ...basis, logOdds, probability, score, band, daysToOptOut, arrByCurrency };
}
