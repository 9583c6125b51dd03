/** Schema that holds the queues; pg-boss owns its shape. Its rows name tenants and hold none of their data. */
export const jobSchema = "cs_jobs";

/** Every kind of background work, with the data that a job of it carries. */
export interface JobData {
  /** Scores all customers of a tenant, unless that was done for its present day. */
  readonly rescore: { readonly tenantId: string };
}

export type JobName = keyof JobData;

export const jobNames = ["rescore"] as const satisfies readonly JobName[];
