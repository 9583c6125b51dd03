import type { Portfolio } from "./read-batch.ts";
import { scoredBatches } from "./scored-batches.ts";
import { storeBatch } from "./store-batch.ts";

export interface ScorePortfolioOptions extends Portfolio {
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Defaults to the system clock. */
  readonly clock?: (() => Date) | undefined;
}

/**
 * Scores every account that is a customer on the day and stores the snapshots, a batch per transaction; returns how many.
 * Interrupted, it can simply run again: the score of the same facts is stored once.
 */
export async function scorePortfolio(options: ScorePortfolioOptions): Promise<number> {
  const { persistence, tenantId, onProgress = () => {}, signal, clock = () => new Date() } = options;
  const total = await persistence.read(tenantId, (tx) => tx.accounts.count());
  let done = 0;
  let scored = 0;
  for await (const batch of scoredBatches(options, null)) {
    signal?.throwIfAborted();
    if (batch.visited === 0) break;
    scored += await persistence.write(tenantId, (tx) => storeBatch(tx, batch, clock()));
    done += batch.visited;
    onProgress(done, Math.max(total, done));
  }
  return scored;
}
