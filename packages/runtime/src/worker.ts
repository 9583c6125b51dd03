import type { CalendarDate } from "@cs/models";
import { type Jobs, openJobs, type Persistence } from "@cs/persistence";
import { rescore } from "@cs/services";
import { startEvents } from "./events.ts";
import type { Logger } from "./logging/logger.ts";

/** What a worker stands on. */
export interface WorkerSurroundings {
  readonly log: Logger;
  readonly persistence: Persistence;
  readonly tenantId: string;
  today(tenantId: string): Promise<{ readonly asOf: CalendarDate }>;
}

export interface WorkerConnection {
  /** PostgreSQL connection string of the application role. */
  readonly url: string;
  readonly onError: (error: Error) => void;
}

/** Asked for every hour: a machine that slept through the night catches up in the morning. */
const rescoringHours = "7 * * * *";

/**
 * Starts to work on the jobs and the outbox of all tenants, and asks for the rescoring of the runtime's own: once for each
 * of its days. Several workers share the work; each job is done by one of them at a time.
 */
export async function startWorker(
  surroundings: WorkerSurroundings,
  connection: WorkerConnection,
): Promise<{ stop(): Promise<void> }> {
  const jobs = await openJobs(connection, { works: true });
  const running: { stop(): Promise<void> }[] = [jobs];
  const stop = async () => void (await Promise.all(running.map((each) => each.stop())));
  try {
    await workOnJobs(surroundings, jobs);
    running.push(await startEvents({ ...surroundings, ...connection }));
    return { stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function workOnJobs({ log, persistence, tenantId, today }: WorkerSurroundings, jobs: Jobs): Promise<void> {
  await jobs.work("rescore", async ({ id, data, signal }) => {
    const { asOf } = await today(data.tenantId);
    const run = await rescore({ persistence, tenantId: data.tenantId, runId: id, asOf, signal });
    if (run) log.info({ tenantId: data.tenantId, asOf, scored: run.scored }, "rescored the portfolio");
  });
  await jobs.schedule("rescore", rescoringHours, { tenantId });
  await jobs.add("rescore", { tenantId });
}
