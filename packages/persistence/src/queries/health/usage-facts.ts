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
  users30: number;
  namesUsers: boolean;
}

/** Daily use in the last 84 days and a summary of all use up to the day. */
export async function usageFacts(trx: Transaction<Tables>, { clientIds, asOf, timeZone }: FactsRequest) {
  const midnight = (day: CalendarDate) => sql`(${day}::date)::timestamp AT TIME ZONE ${timeZone}`;
  const end = sql`(${asOf}::date + 1)::timestamp AT TIME ZONE ${timeZone}`;
  const days = await sql<UsageDay & { clientId: ClientId }>`
    SELECT client_id AS "clientId", (occurred_at AT TIME ZONE ${timeZone})::date AS day,
           sum(quantity)::bigint AS events, sum(errors)::bigint AS errors
    FROM cs.usage_events
    WHERE client_id = ANY(${clientIds}) AND occurred_at >= ${midnight(windowStart(asOf, 84))} AND occurred_at < ${end}
      AND quantity > 0
    GROUP BY 1, 2
    ORDER BY 1, 2
  `.execute(trx);
  const summaries = await sql<Summary>`
    SELECT client_id AS "clientId",
           (min(occurred_at) AT TIME ZONE ${timeZone})::date AS "firstDay",
           (max(occurred_at) AT TIME ZONE ${timeZone})::date AS "lastDay",
           count(DISTINCT feature) FILTER (WHERE occurred_at >= ${midnight(windowStart(asOf, 90))}) AS "features90",
           count(DISTINCT user_ref) FILTER (WHERE occurred_at >= ${midnight(windowStart(asOf, 30))}) AS "users30",
           bool_or(user_ref IS NOT NULL) AS "namesUsers"
    FROM cs.usage_events
    WHERE client_id = ANY(${clientIds}) AND occurred_at < ${end} AND quantity > 0
    GROUP BY client_id
  `.execute(trx);
  const daysOf = groupByClient(days.rows);
  const byClient = new Map(summaries.rows.map((row) => [row.clientId, row]));
  return (clientId: ClientId): AccountFacts["usage"] => {
    const summary = byClient.get(clientId);
    return {
      firstDay: summary?.firstDay ?? null,
      lastDay: summary?.lastDay ?? null,
      days: daysOf(clientId),
      features90: summary?.features90 ?? 0,
      users30: summary?.namesUsers ? summary.users30 : null,
    };
  };
}
