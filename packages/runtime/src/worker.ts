import type { JobData, JobName, Jobs } from "@cs/persistence";
import { applyRetention, rescore, sealAudit } from "@cs/services";
import type { Config } from "./config/config.ts";
import { startEvents } from "./events.ts";
import { vendorHandlers } from "./integrations/vendor-handlers.ts";
import { workOnSyncs } from "./sync-jobs.ts";
import type { WorkerSurroundings } from "./worker-surroundings.ts";

/**
 * Asks for the work of the runtime's own tenant, now and by the clock. What is done once a day is asked for every hour: a
 * machine that slept through the night catches up in the morning.
 */
export async function askForWork(
  {
    tenantId,
    integrations,
    config: { auditLogRetentionDays },
  }: Pick<WorkerSurroundings, "tenantId" | "integrations"> & { readonly config: Pick<Config, "auditLogRetentionDays"> },
  jobs: Jobs,
): Promise<void> {
  const ask = async <Name extends JobName>(name: Name, cron: string, data: JobData[Name]) => {
    await jobs.schedule(name, cron, data);
    await jobs.add(name, data);
  };
  await ask("rescore", "7 * * * *", { tenantId });
  await ask("seal-audit", "*/5 * * * *", { tenantId });
  await ask("retention", "23 * * * *", { tenantId, auditLogRetentionDays });
  if (integrations.configured.has("zendesk")) await ask("sync-zendesk", "*/5 * * * *", { tenantId });
  if (integrations.configured.has("intercom")) await ask("sync-intercom", "*/15 * * * *", { tenantId });
}

/**
 * Works on the jobs and the outbox of all tenants, and asks for the work of the runtime's own. Several workers share the
 * work; each job is done by one of them at a time.
 */
export async function startWorker(
  surroundings: WorkerSurroundings,
  onError: (error: Error) => void,
): Promise<{ stop(): Promise<void> }> {
  const jobs = await surroundings.persistence.openJobs({ works: true, onError });
  const running: { stop(): Promise<void> }[] = [jobs];
  const stop = async () => void (await Promise.all(running.map((each) => each.stop())));
  try {
    await askForWork(surroundings, jobs);
    await workOnJobs(surroundings, jobs);
    running.push(await startEvents({ ...surroundings, vendorHandlers: vendorHandlers(surroundings), onError }));
    return { stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function workOnJobs(surroundings: WorkerSurroundings, jobs: Jobs): Promise<void> {
  const { log, persistence, today } = surroundings;
  await jobs.work("rescore", async ({ id, data: { tenantId }, signal }) => {
    const { asOf } = await today(tenantId);
    const run = await rescore({ persistence, tenantId, runId: id, asOf, signal });
    if (run) log.info({ tenantId, asOf, scored: run.scored }, "rescored the portfolio");
  });
  await jobs.work("seal-audit", async ({ data: { tenantId } }) => {
    await sealAudit(persistence, tenantId);
  });
  await jobs.work("retention", async ({ data }) => {
    const removed = await applyRetention({ persistence, ...data, actor: "worker", now: new Date() });
    log.info({ tenantId: data.tenantId, ...removed }, "removed what is kept for a time only");
  });
  await workOnSyncs(surroundings, jobs);
}
