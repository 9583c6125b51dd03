/** Schema that holds the queues; pg-boss owns its shape. Its rows name tenants and hold none of their data. */
export const jobSchema = "cs_jobs";

/** Every kind of background work, with the data that a job of it carries. */
export interface JobData {
  /** Scores all customers of a tenant, unless that was done for its present day. */
  readonly rescore: { readonly tenantId: string };
}

export type JobName = keyof JobData;

export const jobNames = ["rescore"] as const satisfies readonly JobName[];

const minute = 60;
const hour = 60 * minute;

/**
 * How jobs are tried again, in seconds. A worker that was killed misses three signs of life and its job is taken over
 * within half a minute; other failures wait longer each time, ten times in about a quarter of an hour.
 */
export const queueSettings = {
  heartbeatSeconds: 10,
  retryLimit: 10,
  retryDelay: 1,
  retryBackoff: true,
  retryDelayMax: 10 * minute,
  expireInSeconds: 6 * hour,
} as const;

/** How often a worker shows that it lives, and looks for jobs of others that do not, in seconds. */
export const signOfLifeSeconds = 3;
export const superviseSeconds = 10;
