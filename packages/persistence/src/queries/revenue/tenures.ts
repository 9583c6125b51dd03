import type { CalendarDate, ClientId, Currency, Segment } from "@cs/models";
import { sql, type Transaction } from "kysely";
import type { Tables } from "../../schema/tables.ts";

/** How long an account has been a customer, as it was known on a day. */
export interface TenureRow {
  readonly clientId: ClientId;
  /** Known only as it is now. */
  readonly segment: Segment | null;
  /** First day of its first contract or subscription. */
  readonly startedOn: CalendarDate;
  /** First day without service; null while it is a customer. */
  readonly endedOn: CalendarDate | null;
  /** Of the subscriptions that run on the day. */
  readonly arrByCurrency: Readonly<Record<Currency, number>>;
}

/**
 * Every account with a contract or a subscription that began by the day, by client id. It has ended when all its terms
 * have, or when the loss of the whole account has taken effect and no term began after it.
 */
export async function tenures(trx: Transaction<Tables>, asOf: CalendarDate): Promise<TenureRow[]> {
  const { rows } = await sql<TenureRow>`
    WITH terms AS (
      SELECT client_id, start_date, end_date FROM cs.subscriptions WHERE start_date <= ${asOf}
      UNION ALL
      SELECT client_id, start_date, end_date FROM cs.contracts WHERE start_date <= ${asOf}
    ),
    spans AS (
      SELECT client_id, min(start_date) AS started_on, max(start_date) AS last_started_on,
             CASE WHEN bool_and(end_date IS NOT NULL AND end_date <= ${asOf}) THEN max(end_date) END AS ended_on
      FROM terms
      GROUP BY client_id
    ),
    losses AS (
      SELECT client_id, max(effective_date) AS lost_on
      FROM cs.churn_events
      WHERE effective_date <= ${asOf} AND (type IS NULL OR type IN ('full', 'non_renewal', 'involuntary'))
      GROUP BY client_id
    ),
    revenue AS (
      SELECT client_id, jsonb_object_agg(currency, arr) AS arr
      FROM (
        SELECT client_id, currency, sum(arr)::bigint AS arr
        FROM cs.subscriptions
        WHERE start_date <= ${asOf} AND (end_date IS NULL OR end_date > ${asOf})
        GROUP BY client_id, currency
      ) AS lines
      GROUP BY client_id
    )
    SELECT client_id AS "clientId", segment, started_on AS "startedOn",
           least(ended_on, CASE WHEN lost_on > last_started_on THEN lost_on END) AS "endedOn",
           coalesce(arr, '{}') AS "arrByCurrency"
    FROM spans
    JOIN cs.accounts USING (client_id)
    LEFT JOIN losses USING (client_id)
    LEFT JOIN revenue USING (client_id)
    WHERE deleted_at IS NULL
    ORDER BY client_id
  `.execute(trx);
  return rows;
}
