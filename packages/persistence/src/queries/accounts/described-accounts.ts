import type { CalendarDate, Currency } from "@cs/models";
import { type RawBuilder, sql } from "kysely";

/**
 * Every living account with its ARR, renewal and newest score on the day. Looked up account by account over their
 * indexes: right after an import, before PostgreSQL knows its tables, a join of aggregates is planned as if they had
 * few rows and takes minutes. Who has left has a last score and stands nowhere: a term runs on the day, or none was ever
 * recorded.
 */
export function describedAccounts(asOf: CalendarDate, currency: Currency): RawBuilder<unknown> {
  return sql`
    SELECT a.client_id AS "clientId", a.client_name AS "clientName", a.name_key AS "nameKey", a.domains, a.segment,
           a.csm, a.lifecycle_stage AS "lifecycleStage", a.plan_tier AS "planTier", a.touch_model AS "touchModel",
           a.industry, a.country, a.customer_since AS "customerSince", terms.running, terms.subscribed,
           coalesce(terms.arr, '{}'::jsonb) AS "arrByCurrency",
           coalesce((terms.arr ->> ${currency})::bigint, 0) AS "reportedArr",
           coalesce(terms.contract_ends, terms.subscription_ends) AS "renewalDate",
           coalesce(health.band, 'not_scored') AS band, health.score, health.as_of AS "scoredAsOf", health.snapshot_id AS "snapshotId"
    FROM cs.accounts a
    CROSS JOIN LATERAL (${termsOnDay(asOf)}) AS terms
    LEFT JOIN LATERAL (
      SELECT band, score, as_of, snapshot_id
      FROM cs.health_standings
      WHERE client_id = a.client_id AND as_of <= ${asOf}
      ORDER BY as_of DESC
      LIMIT 1
    ) AS health ON coalesce(terms.running, true)
    WHERE a.deleted_at IS NULL
  `;
}

/** What the subscriptions and contracts of an account come to on the day; null where there are none. */
function termsOnDay(asOf: CalendarDate): RawBuilder<unknown> {
  const begun = sql`client_id = a.client_id AND start_date <= ${asOf}`;
  const running = sql`(end_date IS NULL OR end_date > ${asOf})`;
  const nextEnd = sql`CASE WHEN end_date > ${asOf} THEN end_date END`;
  return sql`
    SELECT jsonb_object_agg(currency, arr) FILTER (WHERE arr IS NOT NULL) AS arr,
           min(contract_ends) AS contract_ends, min(subscription_ends) AS subscription_ends, bool_or(running) AS running,
           count(currency) > 0 AS subscribed
    FROM (
      SELECT currency, (sum(arr) FILTER (WHERE ${running}))::bigint AS arr, NULL::date AS contract_ends,
             min(${nextEnd}) AS subscription_ends, bool_or(${running}) AS running
      FROM cs.subscriptions WHERE ${begun}
      GROUP BY currency
      UNION ALL
      SELECT NULL, NULL, ${nextEnd}, NULL, ${running}
      FROM cs.contracts WHERE ${begun}
    ) AS lines
  `;
}
