import type { Jobs } from "@cs/persistence";
import { rescore } from "@cs/services";
import type { Runtime } from "./create-runtime.ts";

/** Asked for every hour: a machine that slept through the night catches up in the morning. */
const rescoringHours = "7 * * * *";

/**
 * Starts to work on the jobs of all tenants, and asks for the rescoring of the runtime's own: once for each of its days.
 * Several workers share the work; each job is done by one of them at a time.
 */
export async function startWorker(
  { log, persistence, tenantId, today }: Pick<Runtime, "log" | "persistence" | "tenantId" | "today">,
  jobs: Jobs,
): Promise<Jobs> {
  await jobs.work("rescore", async ({ id, data, signal }) => {
    const { asOf } = await today(data.tenantId);
    const run = await rescore({ persistence, tenantId: data.tenantId, runId: id, asOf, signal });
    if (run) log.info({ tenantId: data.tenantId, asOf, scored: run.scored }, "rescored the portfolio");
  });
  await jobs.schedule("rescore", rescoringHours, { tenantId });
  await jobs.add("rescore", { tenantId });
  return jobs;
}
