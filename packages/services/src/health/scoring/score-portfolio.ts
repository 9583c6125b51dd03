import type { CalendarDate } from "@cs/models";
import type { Persistence } from "@cs/persistence";
import { isCustomer } from "./is-customer.ts";
import { loadScorings, recordScores } from "./scoring.ts";

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
    const batch = await persistence.write(tenantId, async (tx) => {
      const clientIds = await tx.accounts.idsAfter(lastId, batchSize);
      if (clientIds.length === 0) return { clientIds, scored: 0 };
      const { timeZone } = await tx.tenants.get();
      const scorings = await loadScorings(tx, { clientIds, asOf, timeZone });
      const snapshots = await recordScores(
        tx,
        scorings.filter(({ facts }) => isCustomer(facts)),
      );
      return { clientIds, scored: snapshots.length };
    });
    lastId = batch.clientIds.at(-1) ?? null;
    if (lastId === null) return scored;
    scored += batch.scored;
    done += batch.clientIds.length;
    onProgress(done, Math.max(total, done));
  }
}
