/** Schema that holds the queues; pg-boss owns its shape. Its rows name tenants and hold none of their data. */
export const jobSchema = "cs_jobs";

/** Every kind of background work, with the data that a job of it carries. */
export interface JobData {
  /** Scores all customers of a tenant, unless that was done for its present day. */
  readonly rescore: { readonly tenantId: string };
  /** Chains the entries of a tenant's audit log that are not sealed yet. */
  readonly "seal-audit": { readonly tenantId: string };
  /** Removes what a tenant keeps for a time only; with the age in days from which audit entries go, as it is set. */
  readonly retention: { readonly tenantId: string; readonly auditLogRetentionDays: number };
  /** Reads the tickets of a tenant's Zendesk that have changed. */
  readonly "sync-zendesk": { readonly tenantId: string };
  /** Reads the contacts of a tenant's Intercom that have changed. */
  readonly "sync-intercom": { readonly tenantId: string };
  /** Reads the events of a tenant's Mixpanel. */
  readonly "sync-mixpanel": { readonly tenantId: string };
}

export type JobName = keyof JobData;

export const jobNames = [
  "rescore",
  "seal-audit",
  "retention",
  "sync-zendesk",
  "sync-intercom",
  "sync-mixpanel",
] as const satisfies readonly JobName[];

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

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

/** How long a job that has ended is shown, in seconds: frequent ones are of little interest. */
export const shownSeconds: Readonly<Record<JobName, number>> = {
  rescore: day,
  "seal-audit": hour / 4,
  retention: 7 * day,
  "sync-zendesk": hour,
  "sync-intercom": 4 * hour,
  "sync-mixpanel": day,
};

/** Of these a tenant gets one in so many seconds, however often it is asked for, also when it has ended. */
export const onceInSeconds: Readonly<Partial<Record<JobName, number>>> = { retention: day };

/** How often a worker shows that it lives, and looks for jobs of others that do not, in seconds. */
export const signOfLifeSeconds = 3;
export const superviseSeconds = 10;
