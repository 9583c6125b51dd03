import type { CalendarDate, ClientId, Instant, TimelineEventType } from "@cs/models";
import { type RawBuilder, sql, type Transaction } from "kysely";
import type { Tables } from "../../schema/tables.ts";
import { timelineSources } from "./timeline-sources.ts";

export interface TimelinePosition {
  readonly occurredAt: Instant;
  readonly eventId: string;
}

export interface TimelineRequest {
  readonly clientId: ClientId;
  /** First day, or null for the beginning. */
  readonly from: CalendarDate | null;
  /** Last day, or null for the end. */
  readonly to: CalendarDate | null;
  readonly types: readonly TimelineEventType[];
  readonly timeZone: string;
  readonly after: TimelinePosition | null;
  readonly limit: number;
}

/** One event with the values its summary is made of. */
export interface TimelineRow {
  readonly type: TimelineEventType;
  readonly occurredAt: Instant;
  readonly eventId: string;
  readonly source: string;
  readonly sourceRef: string;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly customerText: string | null;
}

/** Events of an account from all its facts, newest first, and how many there are in the range. */
export async function timeline(
  trx: Transaction<Tables>,
  request: TimelineRequest,
): Promise<{ rows: TimelineRow[]; total: number }> {
  const { from, to, types, after, limit } = request;
  const midnight = (day: RawBuilder<unknown>) => sql`(${day})::timestamp AT TIME ZONE ${request.timeZone}`;
  const sources = timelineSources(request).filter((source) => types.includes(source.type));
  const events = sql.join(
    sources.map(
      ({ type, query }) => sql`
        SELECT ${sql.lit(type)} AS type, "occurredAt", ${sql.lit(`${type} `)} || source || ' ' || "sourceRef" AS "eventId",
               source, "sourceRef", detail, "customerText"
        FROM (${query}) AS events
        WHERE ${from ? sql`"occurredAt" >= ${midnight(sql`${from}::date`)}` : sql`true`}
          AND ${to ? sql`"occurredAt" < ${midnight(sql`${to}::date + 1`)}` : sql`true`}`,
    ),
    sql` UNION ALL `,
  );
  // Times are cut to milliseconds, as callers see them: a cursor must not fall between two values that print alike.
  const { rows: found } = await sql<TimelineRow & { total: number }>`
    WITH merged AS (
      SELECT type, date_trunc('milliseconds', "occurredAt") AS "occurredAt", "eventId", source, "sourceRef", detail,
             "customerText"
      FROM (${events}) AS united
    )
    SELECT counted.total, page.*
    FROM (SELECT count(*) AS total FROM merged) AS counted
    LEFT JOIN LATERAL (
      SELECT * FROM merged
      ${after ? sql`WHERE ("occurredAt", "eventId") < (${after.occurredAt}::timestamptz, ${after.eventId})` : sql``}
      ORDER BY "occurredAt" DESC, "eventId" DESC
      LIMIT ${limit}
    ) AS page ON true
    ORDER BY page."occurredAt" DESC, page."eventId" DESC
  `.execute(trx);
  const [{ total } = { total: 0 }] = found;
  // A page without events is one row that only says how many there are.
  const rows = found.flatMap(({ total: _, ...row }) => (row.eventId === null ? [] : [row]));
  return { rows, total };
}
