import type { CalendarDate, ClientId, CohortRow, EngagementDay, EngagementFacts, Grain } from "@cs/models";
import { sql, type Transaction } from "kysely";
import type { Tables } from "../../schema/tables.ts";
import { windowStart } from "../health/facts-request.ts";

/** Whose use in which days, counted how finely. */
export interface EngagementRequest {
  readonly clientId: ClientId;
  readonly from: CalendarDate;
  readonly to: CalendarDate;
  readonly grain: Grain;
  /** Users who came first on this day or later form the cohorts. */
  readonly cohortsFrom: CalendarDate;
}

interface UserCounts {
  namesUsers: boolean;
  users7: number;
  users30: number;
}

/** Use of one account from the days of use that are kept, whatever the number of events behind them. */
export async function engagement(trx: Transaction<Tables>, request: EngagementRequest): Promise<EngagementFacts> {
  const { clientId, from, to, grain, cohortsFrom } = request;
  const named = sql`cs.usage_users_daily WHERE client_id = ${clientId} AND day <= ${to}`;
  const days = await sql<EngagementDay>`
    SELECT day, coalesce(events, 0) AS events, errors, coalesce(users, 0) AS users
    FROM (
      SELECT day, sum(events)::bigint AS events, sum(errors)::bigint AS errors
      FROM cs.usage_daily WHERE client_id = ${clientId} AND day BETWEEN ${from} AND ${to} AND events > 0 GROUP BY day
    ) AS used
    FULL JOIN (SELECT day, count(*)::int AS users FROM ${named} AND day >= ${from} GROUP BY day) AS named USING (day)
    ORDER BY day
  `.execute(trx);
  const periodUsers = await sql<{ start: CalendarDate; users: number }>`
    SELECT date_trunc(${grain}, day::timestamp)::date AS start, count(DISTINCT user_ref)::int AS users
    FROM ${named} AND day >= ${from}
    GROUP BY start
  `.execute(trx);
  const counts = await sql<UserCounts>`
    SELECT EXISTS (SELECT FROM ${named}) AS "namesUsers",
           count(DISTINCT user_ref) FILTER (WHERE day >= ${windowStart(to, 7)})::int AS users7,
           count(DISTINCT user_ref)::int AS users30
    FROM ${named} AND day >= ${windowStart(to, 30)}
  `.execute(trx);
  const cohorts = await sql<CohortRow>`
    SELECT date_trunc('month', first.day::timestamp)::date AS "firstMonth",
           date_trunc('month', used.day::timestamp)::date AS month,
           count(DISTINCT user_ref)::int AS users
    FROM (SELECT user_ref, min(day) AS day FROM ${named} GROUP BY user_ref) AS first
    JOIN (SELECT user_ref, day FROM ${named}) AS used USING (user_ref)
    WHERE first.day >= ${cohortsFrom}
    GROUP BY "firstMonth", month
  `.execute(trx);
  return {
    days: days.rows,
    periodUsers: periodUsers.rows,
    ...(counts.rows[0] ?? { namesUsers: false, users7: 0, users30: 0 }),
    cohorts: cohorts.rows,
  };
}
