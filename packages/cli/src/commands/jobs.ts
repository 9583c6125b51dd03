import type { Environment } from "@cs/runtime";
import { renderTable } from "../terminal/table.ts";
import { withRuntime } from "../with-runtime.ts";

const shownRuns = 10;

/** Prints waiting, running and recent background jobs, how far rescoring has come, and what waits in the outbox. */
export function jobs(options: { readonly json?: true }, environment: Environment): Promise<void> {
  return withRuntime(options, environment, async ({ runtime }) => {
    const { tenantId, persistence } = runtime;
    const queue = await runtime.jobs();
    const list = await queue.list(tenantId);
    const { rescoring, outbox } = await persistence.read(tenantId, async (tx) => ({
      rescoring: await tx.rescoring.latest(shownRuns),
      outbox: await tx.outbox.counts(),
    }));
    if (options.json) {
      process.stdout.write(`${JSON.stringify({ jobs: list, rescoring, outbox })}\n`);
      return;
    }
    const columns = [
      { title: "Job" },
      { title: "State" },
      { title: "Attempts", align: "right" },
      { title: "Created" },
      { title: "Progress", fills: true },
    ] as const;
    const rows = list.map(({ id, name, state, attempts, createdAt, failure }) => {
      const run = rescoring.find(({ runId }) => runId === id);
      const progress = run && `${run.asOf}: ${run.scored} scored of ${run.visited} accounts visited`;
      return [name, state, String(attempts), createdAt.replace("T", " ").slice(0, 19), failure ?? progress ?? ""];
    });
    process.stdout.write(
      rows.length === 0 ? "There are no jobs.\n" : `${renderTable(columns, rows, process.stdout)}\n`,
    );
    const { pending, oldestPendingAt, dead } = outbox;
    const age = oldestPendingAt === null ? "" : `, the oldest for ${ageOf(oldestPendingAt)}`;
    process.stdout.write(`Outbox: ${pending} pending${age}, ${dead} dead\n`);
  });
}

function ageOf(instant: string): string {
  const minutes = Math.max(0, Math.floor((Date.now() - Date.parse(instant)) / 60_000));
  return minutes < 120 ? `${minutes} min` : `${Math.floor(minutes / 60)} h`;
}
