import type { CalendarDate, ClientId, Instant, LifecycleStage } from "@cs/models";
import { sql, type Transaction } from "kysely";
import type { Tables } from "../../schema/tables.ts";

/** Where the previous page ended. */
export interface StagePosition {
  readonly recordedAt: Instant;
  readonly transitionId: string;
}

export interface StageHistoryRequest {
  readonly clientId: ClientId;
  readonly after: StagePosition | null;
  readonly limit: number;
  readonly timeZone: string;
}

/** A logged change of stage. */
export interface StageRow {
  readonly transitionId: string;
  readonly from: LifecycleStage | null;
  readonly to: LifecycleStage | null;
  /** When `to` was entered; null when that is not known. */
  readonly enteredOn: CalendarDate | null;
  /** When the next stage was entered; null when that is not known, and for the present stage. */
  readonly leftOn: CalendarDate | null;
  readonly recordedAt: Instant;
  /** The day of `recordedAt` in the tenant's zone. */
  readonly recordedOn: CalendarDate;
  readonly operation: string;
  readonly actor: string;
  readonly reason: string | null;
}

/** The logged changes of stage of an account, newest first, and how many there are. */
export async function stageHistory(
  trx: Transaction<Tables>,
  { clientId, after, limit, timeZone }: StageHistoryRequest,
): Promise<{ rows: StageRow[]; total: number }> {
  // Times are cut to milliseconds, as callers see them: a cursor must not fall between two values that print alike.
  const page = await sql<StageRow>`
    SELECT * FROM (
      SELECT transition_id AS "transitionId", from_stage AS "from", to_stage AS "to", entered_on AS "enteredOn",
             lead(entered_on) OVER (ORDER BY recorded_at, transition_id) AS "leftOn",
             date_trunc('milliseconds', recorded_at) AS "recordedAt",
             (recorded_at AT TIME ZONE ${timeZone})::date AS "recordedOn", operation, actor, reason
      FROM cs.lifecycle_transitions
      WHERE client_id = ${clientId}
    ) AS logged
    ${after ? sql`WHERE ("recordedAt", "transitionId") < (${after.recordedAt}::timestamptz, ${after.transitionId})` : sql``}
    ORDER BY "recordedAt" DESC, "transitionId" DESC
    LIMIT ${limit}
  `.execute(trx);
  const counted = await sql<{ total: number }>`
    SELECT count(*) AS total FROM cs.lifecycle_transitions WHERE client_id = ${clientId}
  `.execute(trx);
  return { rows: page.rows, total: counted.rows[0]?.total ?? 0 };
}
