import type { ChurnHorizon, ClientId } from "@cs/models";
import type { AssessedAccount } from "./assess-accounts.ts";

/** Where an account stands in a ranking: smaller keys come first, then smaller ids. */
export interface RankKey {
  readonly keys: readonly number[];
  readonly clientId: ClientId;
}

/** Bands by risk. What is not known is neither well nor at risk, and comes last. */
const bandOrder = ["critical", "at_risk", "good", "excellent", "insufficient_data", "not_scored"] as const;
/** The longest months, so that a deadline within a horizon is never left out. */
const daysPerMonth = 31;

/**
 * By the model: highest log-odds first. By health: worst band first; within a band, opt-out deadlines that fall into the
 * horizon first, nearest first; then the lowest score. Whom the model could not judge comes last.
 */
export function rankKey(account: AssessedAccount, byModel: boolean, horizonMonths: ChurnHorizon): RankKey {
  const { row, logOdds, daysToOptOut } = account;
  if (byModel) return { keys: logOdds === null ? [1, 0] : [0, -logOdds], clientId: row.clientId };
  const due = isDue(account, horizonMonths);
  const keys = [bandOrder.indexOf(row.band), due ? 0 : 1, due ? (daysToOptOut ?? 0) : 0, row.score ?? 101];
  return { keys, clientId: row.clientId };
}

/** Whether the last day for notice is still to come and falls into the horizon. */
export function isDue({ daysToOptOut }: AssessedAccount, horizonMonths: ChurnHorizon): boolean {
  return daysToOptOut !== null && daysToOptOut >= 0 && daysToOptOut <= daysPerMonth * horizonMonths;
}

/** Below 0 when the left one comes first. */
export function compareRanks(left: RankKey, right: RankKey): number {
  for (const [at, key] of left.keys.entries()) {
    const difference = key - (right.keys[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return left.clientId < right.clientId ? -1 : left.clientId > right.clientId ? 1 : 0;
}
