import type { CalendarDate } from "@cs/models";
import type { Persistence, RescoringRun } from "@cs/persistence";
import { scoreNextAccounts } from "./score-next-accounts.ts";

export interface RescoreOptions {
  readonly persistence: Persistence;
  readonly tenantId: string;
  /** The same id goes on where it stopped; a run is never scored twice over. */
  readonly runId: string;
  readonly asOf: CalendarDate;
  readonly signal: AbortSignal;
  /** Defaults to the system clock. */
  readonly clock?: (() => Date) | undefined;
}

/**
 * Scores the portfolio for a day unless that was done. How far it has come is stored with each batch, so whoever takes
 * it up after a crash scores every account once per run. Gives the run, or null when there was nothing to do.
 */
export async function rescore({
  persistence,
  tenantId,
  runId,
  asOf,
  signal,
  clock = () => new Date(),
}: RescoreOptions): Promise<RescoringRun | null> {
  if (await persistence.read(tenantId, (tx) => tx.rescoring.isDone(asOf))) return null;
  for (;;) {
    signal.throwIfAborted();
    const run = await persistence.write(tenantId, async (tx) => {
      const open = await tx.rescoring.open(runId, asOf);
      if (open.finishedAt !== null) return open;
      const batch = await scoreNextAccounts(tx, { after: open.lastClientId, asOf: open.asOf, now: clock() });
      if (batch.lastClientId === null) await tx.rescoring.finish(runId);
      else await tx.rescoring.advance(runId, { ...batch, lastClientId: batch.lastClientId });
      return tx.rescoring.open(runId, asOf);
    });
    if (run.finishedAt !== null) return run;
  }
}
