import { type BacktestProgress, backtestLock, newId, type Persistence, type WriteTransaction } from "@cs/persistence";

/** Whose back-test it is. */
export interface BacktestOwner {
  readonly persistence: Persistence;
  readonly tenantId: string;
  readonly author: string;
}

/** Notes how far a back-test has come. */
export type NoteProgress = (progress: BacktestProgress) => Promise<void>;

/**
 * Runs a back-test where others can see it: how far it has come, and how it ended. It counts as running only as long as
 * this process lives.
 */
export async function followBacktest<Found extends { readonly stored: { readonly modelId: string } }>(
  { persistence, tenantId, author }: BacktestOwner,
  work: (note: NoteProgress) => Promise<Found>,
): Promise<Found> {
  const runId = newId("btr");
  const write = (work: (tx: WriteTransaction) => Promise<void>) => persistence.write(tenantId, work);
  return persistence.whileHeld(backtestLock(tenantId, runId), async () => {
    await write((tx) => tx.backtests.begin(runId, author));
    try {
      const found = await work((progress) => write((tx) => tx.backtests.advance(runId, progress)));
      await write((tx) => tx.backtests.end(runId, { modelId: found.stored.modelId }));
      return found;
    } catch (error) {
      const failure = error instanceof Error ? error.message : String(error);
      // Where this cannot be stored either, the run is seen to be interrupted; what the caller needs is the first error.
      await write((tx) => tx.backtests.end(runId, { failure })).catch(() => {});
      throw error;
    }
  });
}
