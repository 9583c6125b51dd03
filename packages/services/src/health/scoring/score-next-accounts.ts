import type { CalendarDate, ClientId } from "@cs/models";
import type { WriteTransaction } from "@cs/persistence";
import { isCustomer } from "./is-customer.ts";
import { recordScores } from "./record-scores.ts";
import { loadScorings } from "./scoring.ts";

/** Accounts per transaction. */
const batchSize = 200;

/** A batch of accounts in the order of their ids. */
export interface ScoredBatch {
  /** The last account of the batch; null when none was left. */
  readonly lastClientId: ClientId | null;
  readonly visited: number;
  /** How many of them are customers on the day. */
  readonly scored: number;
}

/** Scores the customers among the next accounts and stores the snapshots. */
export async function scoreNextAccounts(
  tx: WriteTransaction,
  { after, asOf, now }: { readonly after: ClientId | null; readonly asOf: CalendarDate; readonly now: Date },
): Promise<ScoredBatch> {
  const clientIds = await tx.accounts.idsAfter(after, batchSize);
  if (clientIds.length === 0) return { lastClientId: null, visited: 0, scored: 0 };
  await tx.planAnew();
  const tenant = await tx.tenants.get();
  const scorings = await loadScorings(tx, { clientIds, asOf, timeZone: tenant.timeZone });
  const snapshots = await recordScores(
    tx,
    scorings.filter(({ facts }) => isCustomer(facts)),
    { tenant, now },
  );
  return { lastClientId: clientIds.at(-1) ?? null, visited: clientIds.length, scored: snapshots.length };
}
