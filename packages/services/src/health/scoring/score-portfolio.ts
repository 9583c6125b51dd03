import type { CalendarDate, ClientId } from "@cs/models";
import type { Persistence } from "@cs/persistence";
import { type ScoredBatch, scoreNextAccounts } from "./score-next-accounts.ts";

export interface ScorePortfolioOptions {
  readonly persistence: Persistence;
  readonly tenantId: string;
  readonly asOf: CalendarDate;
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
  const { persistence, tenantId, asOf, onProgress = () => {}, signal, clock = () => new Date() } = options;
  const total = await persistence.read(tenantId, (tx) => tx.accounts.count());
  let done = 0;
  let scored = 0;
  let after: ClientId | null = null;
  for (;;) {
    signal?.throwIfAborted();
    const position = { after, asOf, now: clock() };
    const batch: ScoredBatch = await persistence.write(tenantId, (tx) => scoreNextAccounts(tx, position));
    if (batch.lastClientId === null) return scored;
    after = batch.lastClientId;
    scored += batch.scored;
    done += batch.visited;
    onProgress(done, Math.max(total, done));
  }
}
