import {
  type CalendarDate,
  type ClientId,
  type HealthBand,
  InvalidInputError,
  type LifecycleStage,
  type Segment,
} from "@cs/models";
import { type RawBuilder, sql, type Transaction } from "kysely";
import type { Tables } from "../../schema/tables.ts";

/** Whose standings, and of which days (both ends included). What is absent does not restrict. */
export interface StandingsRequest {
  readonly clientId?: ClientId | undefined;
  readonly clientIds?: readonly ClientId[] | undefined;
  readonly segment?: Segment | undefined;
  readonly lifecycleStage?: LifecycleStage | undefined;
  readonly csm?: string | undefined;
  readonly from: CalendarDate;
  readonly to: CalendarDate;
}

/** How an account stood on a day. */
export interface StandingRow {
  readonly clientId: ClientId;
  readonly asOf: CalendarDate;
  readonly snapshotId: string;
  readonly score: number | null;
  readonly band: HealthBand;
  /** Id and version, as `default 2`. */
  readonly scorecard: string;
}

/** More rows than this are no longer held in memory at once. */
const most = 400_000;

/**
 * The standings of the accounts that are there now, by account and day.
 *
 * @throws InvalidInputError when there are more than 400,000.
 */
export async function standings(trx: Transaction<Tables>, request: StandingsRequest): Promise<StandingRow[]> {
  const { rows } = await sql<StandingRow>`
    SELECT standing.client_id AS "clientId", standing.as_of AS "asOf", snapshot_id AS "snapshotId", standing.score,
           standing.band, scorecard_id || ' ' || scorecard_version AS scorecard
    FROM cs.health_standings AS standing
    JOIN cs.accounts AS account USING (tenant_id, client_id)
    JOIN cs.health_snapshots USING (tenant_id, snapshot_id)
    WHERE ${sql.join(conditionsOf(request), sql` AND `)}
    ORDER BY standing.client_id, standing.as_of
    LIMIT ${most + 1}
  `.execute(trx);
  if (rows.length <= most) return rows;
  throw new InvalidInputError(`There are more than ${most.toLocaleString("en-US")} scores in this window.`, {
    field: "from",
    hint: "Take a shorter window, or one segment, stage or CSM at a time.",
  });
}

function conditionsOf(request: StandingsRequest): RawBuilder<unknown>[] {
  const { clientId, clientIds, segment, lifecycleStage, csm, from, to } = request;
  return [
    sql`account.deleted_at IS NULL`,
    sql`standing.as_of BETWEEN ${from} AND ${to}`,
    clientId !== undefined && sql`standing.client_id = ${clientId}`,
    clientIds !== undefined && sql`standing.client_id = ANY(${clientIds})`,
    segment !== undefined && sql`account.segment = ${segment}`,
    lifecycleStage !== undefined && sql`account.lifecycle_stage = ${lifecycleStage}`,
    csm !== undefined && sql`account.csm = ${csm}`,
  ].filter((condition) => condition !== false);
}
