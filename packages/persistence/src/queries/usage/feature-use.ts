import type { AdoptionWait, CalendarDate, FeatureFacts, FeatureUse, FirstUse } from "@cs/models";
import { sql, type Transaction } from "kysely";
import type { Tables } from "../../schema/tables.ts";
import { type CustomerFilter, customersOn } from "../accounts/customers-on.ts";

export interface FeatureUseRequest {
  readonly filter: CustomerFilter;
  /** Only these; all when absent. */
  readonly features?: readonly string[] | undefined;
  /** The window of use, both days included. */
  readonly from: CalendarDate;
  readonly to: CalendarDate;
  /** An account has adopted a feature from this many events in the window on. */
  readonly minimumEvents: number;
  /** Usage is covered from this day on. */
  readonly coveredFrom: CalendarDate;
  readonly limit: number;
}

/** Use of features by the customers on the last day of the window, from the days of use that are kept. */
export async function featureUse(trx: Transaction<Tables>, request: FeatureUseRequest): Promise<FeatureFacts> {
  const { filter, features: asked, from, to, minimumEvents, coveredFrom, limit } = request;
  const customers = sql`customers AS MATERIALIZED (${customersOn(to, filter)})`;
  const counted = await sql<{ customers: number }>`
    WITH ${customers} SELECT count(*)::int AS customers FROM customers
  `.execute(trx);
  const used = await sql<FeatureUse & { total: number }>`
    WITH ${customers},
    used AS (
      SELECT feature, client_id, sum(events)::bigint AS events
      FROM cs.usage_daily JOIN customers USING (client_id)
      WHERE day BETWEEN ${from} AND ${to} AND events > 0
        AND (${asked ?? null}::text[] IS NULL OR feature = ANY(${asked ?? null}))
      GROUP BY feature, client_id
    )
    SELECT feature, count(*) FILTER (WHERE events >= ${minimumEvents})::int AS adopters, sum(events)::bigint AS events,
           (count(*) OVER ())::int AS total
    FROM used
    GROUP BY feature
    ORDER BY adopters DESC, events DESC, feature
    LIMIT ${limit}
  `.execute(trx);
  const names = asked ?? used.rows.map(({ feature }) => feature);
  const byName = new Map(used.rows.map(({ total, ...use }) => [use.feature, use]));
  const firsts = sql`
    firsts AS (
      SELECT feature, client_id, min(day) AS day
      FROM cs.usage_daily JOIN customers USING (client_id)
      WHERE feature = ANY(${names}) AND day <= ${to} AND events > 0
      GROUP BY feature, client_id
    )
  `;
  const firstUses = await sql<FirstUse>`
    WITH ${customers}, ${firsts}
    SELECT feature, date_trunc('month', day::timestamp)::date AS month, count(*)::int AS accounts
    FROM firsts
    GROUP BY feature, month
    ORDER BY feature, month
  `.execute(trx);
  const waits = await sql<AdoptionWait>`
    WITH ${customers}, ${firsts}
    SELECT named.feature, greatest(0, coalesce(firsts.day, ${to}::date) - customer_since) AS days,
           firsts.day IS NOT NULL AS adopted, count(*)::int AS accounts
    FROM customers
    CROSS JOIN unnest(${names}::text[]) AS named (feature)
    LEFT JOIN firsts ON firsts.client_id = customers.client_id AND firsts.feature = named.feature
    WHERE customer_since >= ${coveredFrom}
    GROUP BY named.feature, days, adopted
  `.execute(trx);
  return {
    customers: counted.rows[0]?.customers ?? 0,
    total: used.rows[0]?.total ?? 0,
    features: names.map((feature) => byName.get(feature) ?? { feature, adopters: 0, events: 0 }),
    firstUses: firstUses.rows,
    waits: waits.rows,
  };
}
