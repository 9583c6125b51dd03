import type { AccountFacts, CalendarDate, ClientId, UsageDay } from "@cs/models";
import { sql } from "kysely";
import type { RowsOf } from "../rows-together.ts";
import { type FactsRequest, windowStart } from "./facts-request.ts";
import { groupByClient, type OfClient } from "./group-by-client.ts";

interface Summary {
  firstDay: CalendarDate;
  lastDay: CalendarDate;
  features90: number;
  users30: number | null;
}

/** Daily use in the last 84 days and a summary of all use up to the day, from the days of use that are kept. */
export function usageQueries({ clientIds, asOf }: FactsRequest) {
  const days = sql<OfClient<UsageDay>>`
    SELECT client_id AS "clientId", day, sum(events)::bigint AS events, sum(errors)::bigint AS errors
    FROM cs.usage_daily
    WHERE client_id = ANY(${clientIds}) AND day BETWEEN ${windowStart(asOf, 84)} AND ${asOf} AND events > 0
    GROUP BY client_id, day
    ORDER BY client_id, day
  `;
  const used = sql`cs.usage_daily WHERE client_id = asked.client_id AND day <= ${asOf} AND events > 0`;
  const named = sql`cs.usage_users_daily WHERE client_id = asked.client_id AND day <= ${asOf}`;
  const summaries = sql<OfClient<Summary>>`
    SELECT asked.client_id AS "clientId", "firstDay", "lastDay",
           (SELECT count(DISTINCT feature) FROM ${used} AND day >= ${windowStart(asOf, 90)}) AS "features90",
           CASE WHEN (SELECT true FROM ${named} LIMIT 1)
             THEN (SELECT count(DISTINCT user_ref) FROM ${named} AND day >= ${windowStart(asOf, 30)})
           END AS "users30"
    FROM unnest(${clientIds}::text[]) AS asked (client_id)
    CROSS JOIN LATERAL (SELECT day AS "firstDay" FROM ${used} ORDER BY day LIMIT 1) AS first
    CROSS JOIN LATERAL (SELECT day AS "lastDay" FROM ${used} ORDER BY day DESC LIMIT 1) AS last
  `;
  return { days, summaries };
}

/** The same by account. */
export function usageFacts(rows: RowsOf<ReturnType<typeof usageQueries>>) {
  const daysOf = groupByClient(rows.days);
  const byClient = new Map(rows.summaries.map((row) => [row.clientId, row]));
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
