import type { CalendarDate } from "@cs/models";
import type { Persistence, RescoringRun } from "@cs/persistence";
import type { Portfolio } from "./read-batch.ts";
import { type ScoredBatch, scoredBatches } from "./scored-batches.ts";
import { storeBatch } from "./store-batch.ts";

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
export async function rescore(options: RescoreOptions): Promise<RescoringRun | null> {
  const { persistence, tenantId, runId, asOf } = options;
  const [isDone, begun] = await persistence.read(tenantId, async (tx) => [
    await tx.rescoring.isDone(asOf),
    await tx.rescoring.find(runId),
  ]);
  if (isDone) return null;
  let run = begun;
  while (!run?.finishedAt) run = await goOn(options, run);
  return run;
}

/** Scores from where a run stands to its end, or until somebody else has taken it further: then from there again. */
async function goOn(options: RescoreOptions, begun: RescoringRun | null): Promise<RescoringRun> {
  const { persistence, tenantId, asOf, signal } = options;
  const portfolio = { persistence, tenantId, asOf: begun?.asOf ?? asOf };
  for await (const batch of scoredBatches(portfolio, begun?.lastClientId ?? null)) {
    signal.throwIfAborted();
    const run = await storeNext(options, portfolio, batch);
    if (run.finishedAt !== null || run.lastClientId !== batch.lastClientId) return run;
  }
  throw new Error("a run ends with its last batch");
}

/** Stores a batch if the run still stands before it, and says where it stands then. */
function storeNext(
  { runId, clock = () => new Date() }: RescoreOptions,
  { persistence, tenantId, asOf }: Portfolio,
  batch: ScoredBatch,
): Promise<RescoringRun> {
  return persistence.write(tenantId, async (tx) => {
    const open = await tx.rescoring.open(runId, asOf);
    if (open.finishedAt !== null || open.lastClientId !== batch.after || open.asOf !== asOf) return open;
    const { lastClientId, visited } = batch;
    if (lastClientId === null) return tx.rescoring.finish(runId);
    return tx.rescoring.advance(runId, { lastClientId, visited, scored: await storeBatch(tx, batch, clock()) });
  });
}
