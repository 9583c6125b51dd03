import type { CalendarDate } from "@cs/models";
import type { JobData, JobName, Jobs, Persistence } from "@cs/persistence";
import { applyRetention, rescore, sealAudit } from "@cs/services";
import type { Config } from "./config/config.ts";
import { startEvents } from "./events.ts";
import type { Integrations } from "./integrations/open-integrations.ts";
import { type SyncJob, syncJobs } from "./integrations/sync-jobs.ts";
import { vendorHandlers } from "./integrations/vendor-handlers.ts";
import type { Logger } from "./logging/logger.ts";

/** What a worker stands on. */
export interface WorkerSurroundings {
  readonly config: Pick<Config, "auditLogRetentionDays" | "redisUrl" | "redisKeyPrefix">;
  readonly log: Logger;
  readonly persistence: Persistence;
  readonly tenantId: string;
  /** Those of the tenant. */
  readonly integrations: Integrations;
  today(tenantId: string): Promise<{ readonly asOf: CalendarDate }>;
}

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
  for (const { name, cron } of configuredIn(integrations)) await ask(name, cron, { tenantId });
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
  const { log, persistence, integrations, today } = surroundings;
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
  for (const job of configuredIn(integrations)) {
    await jobs.work(job.name, async ({ data: { tenantId }, signal }) => {
      if (tenantId !== surroundings.tenantId) throw new Error(notOf(job, tenantId));
      const { asOf } = await today(tenantId);
      const report = await job.read({ persistence, tenantId, integrations, today: asOf, signal });
      log.info({ tenantId, ...report }, `read from ${job.vendor} what has changed`);
    });
  }
}

function configuredIn(integrations: Integrations): SyncJob[] {
  return syncJobs.filter((job) => job.isConfigured(integrations));
}

/** The job is tried again: another worker may have the settings. */
function notOf({ vendor }: SyncJob, tenantId: string): string {
  const settings = `CS_TENANT=${tenantId} and the ${vendor.toUpperCase()}_ settings`;
  return `This worker has no ${vendor} of tenant ${tenantId}: start one with ${settings}.`;
}
