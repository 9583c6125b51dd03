import type { Environment, SyncState } from "@cs/runtime";
import { backtestRow } from "../backtest/backtest-row.ts";
import { renderTable } from "../terminal/table.ts";
import { withRuntime } from "../with-runtime.ts";

const shownRuns = 10;

/** Prints waiting, running and recent background jobs and back-tests, how far they are, and what waits in the outbox. */
export function jobs(options: { readonly json?: true }, environment: Environment): Promise<void> {
  return withRuntime(options, environment, async ({ runtime }) => {
    const { tenantId, persistence } = runtime;
    const queue = await runtime.jobs();
    const list = await queue.list(tenantId);
    const { rescoring, syncs, outbox, backtests } = await persistence.read(tenantId, async (tx) => ({
      rescoring: await tx.rescoring.latest(shownRuns),
      syncs: await tx.syncs.list(),
      outbox: await tx.outbox.counts(),
      backtests: await tx.backtests.latest(shownRuns),
    }));
    if (options.json) {
      process.stdout.write(`${JSON.stringify({ jobs: list, rescoring, syncs, outbox, backtests })}\n`);
      return;
    }
    const columns = [
      { title: "Job" },
      { title: "State" },
      { title: "Attempts", align: "right" },
      { title: "Created" },
      { title: "Progress", fills: true },
    ] as const;
    const jobRows = list.map(({ id, name, state, attempts, createdAt, failure }) => {
      const run = rescoring.find(({ runId }) => runId === id);
      const scored = run && `${run.asOf}: ${run.scored} scored of ${run.visited} accounts visited`;
      const newest = list.find((job) => job.name === name)?.id === id;
      const sync = newest && syncs.find(({ source }) => name === `sync-${source}`);
      const progress = scored ?? (sync ? progressOf(sync) : "");
      return [name, state, String(attempts), createdAt.replace("T", " ").slice(0, 19), failure ?? progress];
    });
    const rows = [...jobRows, ...backtests.map(backtestRow)].sort(newestFirst);
    process.stdout.write(
      rows.length === 0 ? "There are no jobs.\n" : `${renderTable(columns, rows, process.stdout)}\n`,
    );
    const { pending, oldestPendingAt, dead } = outbox;
    const age = oldestPendingAt === null ? "" : `, the oldest for ${ageOf(oldestPendingAt)}`;
    process.stdout.write(`Outbox: ${pending} pending${age}, ${dead} dead\n`);
  });
}

/** By the fourth column. */
function newestFirst([, , , left = ""]: string[], [, , , right = ""]: string[]): number {
  return left < right ? 1 : left > right ? -1 : 0;
}

function progressOf({ stream, read, written, unchanged, unmatched }: SyncState): string {
  return `${read} ${stream === "usage" ? "events" : stream} read, ${written} written, ${unchanged} unchanged, ${unmatched} without account`;
}

function ageOf(instant: string): string {
  const minutes = Math.max(0, Math.floor((Date.now() - Date.parse(instant)) / 60_000));
  return minutes < 120 ? `${minutes} min` : `${Math.floor(minutes / 60)} h`;
}
