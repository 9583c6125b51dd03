import { setTimeout as sleep } from "node:timers/promises";
import { type Db, type JobWithMetadata, PgBoss } from "pg-boss";
import {
  type JobData,
  type JobName,
  jobNames,
  jobSchema,
  onceInSeconds,
  signOfLifeSeconds,
  superviseSeconds,
} from "./job-queues.ts";

export interface JobsOptions {
  /** Without it the queues can only be added to and listed. */
  readonly works: boolean;
  /** Told of failures in the background; the work itself is tried again. */
  readonly onError: (error: Error) => void;
}

/** How long running jobs may take to come to an end when their worker stops. */
const graceMilliseconds = 1000;

/** A job as its handler gets it. */
export interface RunningJob<Name extends JobName> {
  readonly id: string;
  readonly data: JobData[Name];
  /** Fires when this process stops. */
  readonly signal: AbortSignal;
}

export type JobState = "created" | "retry" | "active" | "completed" | "cancelled" | "failed";

/** A job as people see it. */
export interface JobStatus {
  readonly id: string;
  readonly name: JobName;
  readonly tenantId: string;
  readonly state: JobState;
  readonly attempts: number;
  readonly createdAt: string;
  readonly startedAt: string | null;
  readonly completedAt: string | null;
  /** The message of the last failure; null without one. */
  readonly failure: string | null;
}

/** Background work on PostgreSQL: a job is done by one worker at a time and tried again when that worker dies. */
export interface Jobs {
  /** Has the handler do jobs of a queue, one after the other. */
  work<Name extends JobName>(name: Name, handler: (job: RunningJob<Name>) => Promise<void>): Promise<void>;
  /** Adds a job unless one for the tenant waits or runs, or it is not due again yet. */
  add<Name extends JobName>(name: Name, data: JobData[Name]): Promise<void>;
  /** Adds a job by the clock (UTC) from now on, in place of an earlier schedule for the tenant. */
  schedule<Name extends JobName>(name: Name, cron: string, data: JobData[Name]): Promise<void>;
  /** Waiting, running and recent jobs of a tenant, newest first. */
  list(tenantId: string): Promise<JobStatus[]>;
  /** Lets go of running jobs, which are tried again elsewhere. */
  stop(): Promise<void>;
}

export async function openJobs(db: Db, { works, onError }: JobsOptions): Promise<Jobs> {
  const boss = new PgBoss({
    db,
    schema: jobSchema,
    migrate: false,
    createSchema: false,
    supervise: works,
    schedule: works,
    superviseIntervalSeconds: superviseSeconds,
    // Workers share this interval; a little shorter, so that none of their turns is skipped.
    monitorIntervalSeconds: superviseSeconds - 1,
    maintenanceIntervalSeconds: 10 * 60,
  });
  boss.on("error", onError);
  await boss.start();
  const stopping = new AbortController();
  return {
    async work(name, handler) {
      const options = { pollingIntervalSeconds: 2, heartbeatRefreshSeconds: signOfLifeSeconds };
      await boss.work<JobData[typeof name]>(name, options, async ([job]) => {
        if (!job) return;
        await handler({ id: job.id, data: job.data, signal: AbortSignal.any([job.signal, stopping.signal]) });
      });
    },
    async add(name, data) {
      await boss.send(name, data, sendOptions(name, data.tenantId));
    },
    async schedule(name, cron, data) {
      await boss.schedule(name, cron, data, { key: data.tenantId, ...sendOptions(name, data.tenantId) });
    },
    async list(tenantId) {
      const found = await Promise.all(
        jobNames.map((name) => boss.findJobs<{ tenantId: string }>(name, { key: tenantId })),
      );
      return found
        .flat()
        .map(statusOf)
        .sort((left, right) => (left.createdAt < right.createdAt ? 1 : -1));
    },
    async stop() {
      stopping.abort();
      // Its own way to wait looks every half second only.
      const ended = Promise.all(jobNames.map((name) => boss.offWork(name)));
      await Promise.race([ended, sleep(graceMilliseconds, undefined, { ref: false })]);
      await boss.stop({ graceful: false });
    },
  };
}

function sendOptions(name: JobName, tenantId: string): { singletonKey: string; singletonSeconds?: number } {
  const seconds = onceInSeconds[name];
  return { singletonKey: tenantId, ...(seconds === undefined ? {} : { singletonSeconds: seconds }) };
}

function statusOf(job: JobWithMetadata<{ tenantId: string }>): JobStatus {
  const failure = job.output && "message" in job.output ? String(job.output.message) : null;
  return {
    id: job.id,
    name: job.name as JobName,
    tenantId: job.data.tenantId,
    state: job.state,
    attempts: job.retryCount + 1,
    createdAt: job.createdOn.toISOString(),
    startedAt: job.startedOn?.toISOString() ?? null,
    completedAt: job.completedOn?.toISOString() ?? null,
    failure: job.state === "completed" ? null : failure,
  };
}
