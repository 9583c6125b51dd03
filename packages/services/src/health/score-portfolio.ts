import type { CalendarDate } from "@cs/models";
import type { Persistence } from "@cs/persistence";
import { chooseScorecard } from "./active-scorecard.ts";
import { isCustomer } from "./is-customer.ts";
import { scoreAccounts } from "./score-accounts.ts";

export interface ScorePortfolioOptions {
  readonly persistence: Persistence;
  readonly tenantId: string;
  readonly asOf: CalendarDate;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

const batchSize = 200;

/**
 * Scores every account that is a customer on the day and stores the snapshots, a batch per transaction; returns how many.
 * Interrupted, it can simply run again: the score of the same facts is stored once.
 */
export async function scorePortfolio(options: ScorePortfolioOptions): Promise<number> {
  const { persistence, tenantId, asOf, onProgress = () => {}, signal } = options;
  const total = await persistence.read(tenantId, (tx) => tx.accounts.count());
  let done = 0;
  let scored = 0;
  let lastId: string | null = null;
  for (;;) {
    signal?.throwIfAborted();
    const clientIds: string[] = await persistence.write(tenantId, async (tx) => {
      const ids = await tx.accounts.idsAfter(lastId, batchSize);
      if (ids.length === 0) return ids;
      const { timeZone } = await tx.tenants.get();
      const scorecard = await chooseScorecard(tx, undefined);
      const facts = await tx.queries.accountFacts({ clientIds: ids, asOf, timeZone });
      const customers = facts.filter(isCustomer);
      await tx.snapshots.record(scoreAccounts(customers, scorecard));
      scored += customers.length;
      return ids;
    });
    lastId = clientIds.at(-1) ?? null;
    if (lastId === null) return scored;
    done += clientIds.length;
    onProgress(done, Math.max(total, done));
  }
}
