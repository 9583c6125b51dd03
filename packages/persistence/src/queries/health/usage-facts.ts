import type { AccountFacts, CalendarDate, ClientId, UsageDay } from "@cs/models";
import { sql, type Transaction } from "kysely";
import type { Tables } from "../../schema/tables.ts";
import { type FactsRequest, windowStart } from "./facts-request.ts";
import { groupByClient } from "./group-by-client.ts";

interface Summary {
  clientId: ClientId;
  firstDay: CalendarDate;
  lastDay: CalendarDate;
  features90: number;
  users30: number | null;
}

/** Daily use in the last 84 days and a summary of all use up to the day, from the days of use that are kept. */
export async function usageFacts(trx: Transaction<Tables>, { clientIds, asOf }: FactsRequest) {
  const days = sql<UsageDay & { clientId: ClientId }>`
    SELECT client_id AS "clientId", day, sum(events)::bigint AS events, sum(errors)::bigint AS errors
    FROM cs.usage_daily
    WHERE client_id = ANY(${clientIds}) AND day BETWEEN ${windowStart(asOf, 84)} AND ${asOf} AND events > 0
    GROUP BY client_id, day
    ORDER BY client_id, day
  `;
  const used = sql`cs.usage_daily WHERE client_id = asked.client_id AND day <= ${asOf} AND events > 0`;
  const named = sql`cs.usage_users_daily WHERE client_id = asked.client_id AND day <= ${asOf}`;
  const summaries = sql<Summary>`
    SELECT asked.client_id AS "clientId", "firstDay", "lastDay",
           (SELECT count(DISTINCT feature) FROM ${used} AND day >= ${windowStart(asOf, 90)}) AS "features90",
           CASE WHEN (SELECT true FROM ${named} LIMIT 1)
             THEN (SELECT count(DISTINCT user_ref) FROM ${named} AND day >= ${windowStart(asOf, 30)})
           END AS "users30"
    FROM unnest(${clientIds}::text[]) AS asked (client_id)
    CROSS JOIN LATERAL (SELECT day AS "firstDay" FROM ${used} ORDER BY day LIMIT 1) AS first
    CROSS JOIN LATERAL (SELECT day AS "lastDay" FROM ${used} ORDER BY day DESC LIMIT 1) AS last
  `;
  const [daysOf, byClient] = await Promise.all([
    days.execute(trx).then(({ rows }) => groupByClient(rows)),
    summaries.execute(trx).then(({ rows }) => new Map(rows.map((row) => [row.clientId, row]))),
  ]);
  return (clientId: ClientId): AccountFacts["usage"] => {
    const summary = byClient.get(clientId);
    return {
      firstDay: summary?.firstDay ?? null,
      lastDay: summary?.lastDay ?? null,
      days: daysOf(clientId),
      features90: summary?.features90 ?? 0,
      users30: summary?.users30 ?? null,
    };
  };
}
