import type { CalendarDate, ClientId, LifecycleStage, Segment } from "@cs/models";
import { type RawBuilder, sql } from "kysely";

/** Which customers; a filter that is absent does not restrict. */
export interface CustomerFilter {
  readonly clientId?: ClientId | undefined;
  readonly segment?: Segment | undefined;
  readonly lifecycleStage?: LifecycleStage | undefined;
}

/** The living accounts `a` that have become customers by the day and have not left, as `client_id` and `customer_since`. */
export function customersOn(asOf: CalendarDate, filter: CustomerFilter): RawBuilder<unknown> {
  const conditions = [
    sql`a.deleted_at IS NULL AND (a.customer_since IS NULL OR a.customer_since <= ${asOf}) AND ${hasNotLeft(asOf)}`,
    filter.clientId && sql`a.client_id = ${filter.clientId}`,
    filter.segment && sql`a.segment = ${filter.segment}`,
    filter.lifecycleStage && sql`a.lifecycle_stage = ${filter.lifecycleStage}`,
  ].filter((condition) => typeof condition === "object");
  return sql`SELECT a.client_id, a.customer_since FROM cs.accounts a WHERE ${sql.join(conditions, sql` AND `)}`;
}

/** Who has left has a last score and stands nowhere: a term of account `a` runs on the day, or none was ever recorded. */
export function hasNotLeft(asOf: CalendarDate): RawBuilder<unknown> {
  const terms = sql`
    SELECT end_date FROM cs.subscriptions WHERE client_id = a.client_id AND start_date <= ${asOf}
    UNION ALL
    SELECT end_date FROM cs.contracts WHERE client_id = a.client_id AND start_date <= ${asOf}
  `;
  return sql`(SELECT count(*) = 0 OR bool_or(end_date IS NULL OR end_date > ${asOf}) FROM (${terms}) AS terms)`;
}
