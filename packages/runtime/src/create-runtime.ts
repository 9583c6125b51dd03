import { type CalendarDate, calendarDateIn, type Vendor } from "@cs/models";
import {
  type Cache,
  createMemoryCache,
  type Jobs,
  openRedisCache,
  type Persistence,
  standFor,
  type Tenant,
} from "@cs/persistence";
import {
  createExecutor,
  createExportFolder,
  defaultTenantId,
  type Executor,
  ensureTenant,
  operations,
} from "@cs/services";
import type { Config } from "./config/config.ts";
import { type Integrations, openIntegrations } from "./integrations/open-integrations.ts";
import { createLogger, type Logger } from "./logging/logger.ts";
import { createMetrics, type Metrics } from "./metrics/call-metrics.ts";
import { openDatabase } from "./open-database.ts";
import { postgresCounters } from "./rate-limits/counter-store.ts";
import { createRateLimits, type RateLimits } from "./rate-limits/rate-limits.ts";
import { openWebhooks, type Webhooks } from "./webhooks/webhooks.ts";
import { askForWork, startWorker } from "./worker.ts";

export interface RuntimeOptions {
  /** Told one line per slow step of the start. */
  readonly onProgress?: ((message: string) => void) | undefined;
  /** Connections at most, and one more to be elected as the worker; default 4. */
  readonly poolSize?: number | undefined;
}

/** The running product: everything that the MCP server and the command line stand on. */
export interface Runtime {
  readonly config: Config;
  readonly log: Logger;
  readonly persistence: Persistence;
  readonly executor: Executor;
  readonly metrics: Metrics;
  /** The vendors of the configuration. They belong to its tenant alone. */
  readonly integrations: Integrations;
  /** What the vendors of the configuration send of themselves, for its tenant. */
  readonly webhooks: Webhooks;
  /** The tenant of the configuration; it exists. */
  readonly tenantId: string;
  /** A tenant and the day that counts as today for it. */
  today(tenantId: string): Promise<{ tenant: Tenant; asOf: CalendarDate }>;
  /** Jobs and their queues, to look at or add to; closes with the runtime. */
  jobs(): Promise<Jobs>;
  /**
   * Does background work in this process until the runtime closes: `always`, or `elected` as the only one on its
   * database among those that ask to be elected.
   */
  startWorker(mode: "always" | "elected"): Promise<void>;
  /** The limits of the configuration, counted together with all processes on the database. */
  rateLimits(): RateLimits;
  /** Finishes running work, closes the pool and lets go of the embedded database. Idempotent. */
  close(): Promise<void>;
}

/** Starts the product: database, schema, tenant. Throws a `CsError` that names the setting to change. */
export async function createRuntime(config: Config, options: RuntimeOptions = {}): Promise<Runtime> {
  const log = createLogger(config.logLevel);
  const cache = await openCache(config, log);
  const database = await openDatabase({
    config,
    onChanged: (id, changes) => cache.forget(id, changes),
    onProgress: options.onProgress ?? ((message) => log.info(message)),
    onIdleError: (error) => log.warn({ error }, "an idle database connection broke"),
    poolSize: options.poolSize,
  }).catch(async (error: unknown) => {
    await cache.close();
    throw error;
  });
  const { persistence } = database;
  const tenantId = config.tenantId ?? defaultTenantId;
  try {
    await ensureTenant(persistence, tenantId);
  } catch (error) {
    await database.close();
    await cache.close();
    throw error;
  }
  const exports = createExportFolder({ folder: config.exportFolder, chromium: config.chromium });
  const integrations = openIntegrations(config, log);
  const connected = (id: string) => (id === tenantId ? integrations.configured : new Set<Vendor>());
  let closed: Promise<void> | undefined;
  const background: { stop(): Promise<void> }[] = [];
  const onError = (error: Error) => log.warn({ error }, "background work met an error and goes on");
  const runtime: Runtime = {
    config,
    log,
    persistence,
    tenantId,
    executor: createExecutor({ persistence, operations, asOf: config.asOf ?? undefined, cache, exports, connected }),
    metrics: createMetrics(),
    integrations,
    webhooks: openWebhooks({ config, persistence, tenantId }),
    async today(id) {
      const tenant = await persistence.read(id, (tx) => tx.tenants.get());
      return { tenant, asOf: config.asOf ?? tenant.demoAsOf ?? calendarDateIn(tenant.timeZone, new Date()) };
    },
    async jobs() {
      const jobs = await persistence.openJobs({ works: false, onError });
      background.push(jobs);
      return jobs;
    },
    rateLimits() {
      const store = postgresCounters(database.url, onError);
      background.push(store);
      return createRateLimits(config.rateLimits, store);
    },
    async startWorker(mode) {
      const work = () => startWorker(runtime, onError);
      if (mode === "always") {
        background.push(await work());
        return;
      }
      // Whoever is elected works for all tenants, and may not know this one.
      const asked = persistence
        .openJobs({ works: false, onError })
        .then((jobs) => askForWork(runtime, jobs).finally(() => jobs.stop()))
        .catch(onError);
      background.push({ stop: () => asked });
      background.push(standFor({ url: database.url, name: "worker", onElected: work, onError }));
    },
    close() {
      closed ??= Promise.all(background.map((each) => each.stop()))
        .then(() => integrations.close())
        .then(() => database.close())
        .then(() => cache.close());
      return closed;
    },
  };
  return runtime;
}

/** With Redis one cache for all servers, otherwise one of this process. */
async function openCache({ redisUrl, redisKeyPrefix: keyPrefix }: Config, log: Logger): Promise<Cache> {
  if (redisUrl === null) return createMemoryCache();
  const onError = (error: Error) => log.warn({ error }, "the cache is not used until Redis answers again");
  return openRedisCache({ url: redisUrl, keyPrefix, onError });
}
