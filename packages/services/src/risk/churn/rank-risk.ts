import type { ChurnHorizon } from "@cs/models";
import { z } from "zod";
import { decodeCursor, encodeCursor } from "../../operation/cursor.ts";
import type { OperationContext } from "../../operation/operation.ts";
import { type Assessment, assessAccounts } from "./assess-accounts.ts";
import { describeAccount } from "./describe-risk.ts";
import { compareRanks, type RankKey, rankKey } from "./rank-accounts.ts";
import type { RankInput } from "./risk-input.ts";
import type { RiskAnswer } from "./risk-output.ts";
import { riskTotals } from "./risk-totals.ts";

export const defaultHorizon: ChurnHorizon = 3;
export const defaultLimit = 25;
const position = z.strictObject({ keys: z.array(z.number()).max(4), clientId: z.string() });

/** A page of customers by their risk to leave, most at risk first. */
export async function rankRisk(
  { limit = defaultLimit, cursor, asOf: day, horizonMonths = defaultHorizon, ...filter }: RankInput,
  { tx, tenant, today }: OperationContext<"read">,
): Promise<RiskAnswer> {
  const asOf = day ?? today;
  const assessment = await assessAccounts(tx, { filter, horizonMonths, asOf, tenant });
  const question = { filter, horizonMonths, asOf, modelId: assessment.basis.inForce?.modelId ?? null };
  const after = cursor === undefined ? null : decodeCursor(position, question, cursor);
  return answerRanked(assessment, { tx, asOf, horizonMonths, limit, after, question });
}

interface PageRequest {
  readonly tx: OperationContext<"read">["tx"];
  readonly asOf: string;
  readonly horizonMonths: ChurnHorizon;
  readonly limit: number;
  readonly after: RankKey | null;
  /** What a cursor belongs to. */
  readonly question: object;
}

/** A page of an assessment, with the totals of the whole. */
export async function answerRanked(
  assessment: Assessment,
  { tx, asOf, horizonMonths, limit, after, question }: PageRequest,
): Promise<RiskAnswer> {
  const { basis, accounts } = assessment;
  const ranked = accounts
    .map((account) => ({ account, key: rankKey(account, basis.inForce !== null, horizonMonths) }))
    .sort((left, right) => compareRanks(left.key, right.key));
  const found = after === null ? 0 : ranked.findIndex(({ key }) => compareRanks(key, after) > 0);
  const start = found < 0 ? ranked.length : found;
  const page = ranked.slice(start, start + limit);
  const last = start + limit < ranked.length ? page.at(-1) : undefined;
  const snapshots = await tx.snapshots.latest(
    page.map(({ key }) => key.clientId),
    asOf,
  );
  return {
    asOf,
    horizonMonths,
    rankedBy: basis.inForce ? "model" : "health",
    rankedByReason: basis.reason,
    probabilityReason: basis.probabilityReason,
    model: basis.tested,
    totals: riskTotals(assessment, horizonMonths),
    accounts: page.map(({ account, key }, index) =>
      describeAccount(account, {
        place: start + index + 1,
        inForce: basis.inForce,
        snapshot: account.row.scoredAsOf === null ? undefined : snapshots.get(key.clientId),
      }),
    ),
    recorded: null,
    predictions: [],
    total: ranked.length,
    nextCursor: last ? encodeCursor(question, last.key) : null,
  };
}
