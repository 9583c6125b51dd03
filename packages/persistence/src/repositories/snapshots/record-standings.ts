import type { CalendarDate, ClientId, HealthSnapshot } from "@cs/models";
import { sql, type Transaction } from "kysely";
import type { Tables } from "../../schema/tables.ts";

/** Of which day, and what stood when that was read from which the scores follow; see `RecordOptions`. */
export interface StandingDay {
  readonly asOf: CalendarDate;
  readonly seen: ReadonlyMap<ClientId, string> | undefined;
}

/**
 * Makes snapshots the standings of their accounts. Whoever records an account's observations holds it until the end, so
 * what stands when this begins stays.
 */
export async function recordStandings(
  trx: Transaction<Tables>,
  tenantId: string,
  snapshots: readonly HealthSnapshot[],
  { asOf, seen }: StandingDay,
): Promise<void> {
  if (snapshots.length === 0) return;
  const stands = sql`SELECT snapshot_id FROM cs.health_standings WHERE client_id = given.client_id AND as_of = ${asOf}`;
  await sql`
    INSERT INTO cs.health_standings AS stored (tenant_id, client_id, as_of, snapshot_id, score, band)
    SELECT ${tenantId}, client_id, ${asOf}::date, snapshot_id, score, band
    FROM unnest(
      ${snapshots.map(({ clientId }) => clientId)}::text[], ${snapshots.map(({ snapshotId }) => snapshotId)}::text[],
      ${snapshots.map(({ score }) => score)}::double precision[], ${snapshots.map(({ band }) => band)}::text[],
      ${snapshots.map(({ clientId }) => seen?.get(clientId) ?? null)}::text[]
    ) AS given (client_id, snapshot_id, score, band, seen_id)
    ${seen ? sql`WHERE (${stands}) IS NOT DISTINCT FROM seen_id` : sql``}
    ON CONFLICT (tenant_id, client_id, as_of) DO UPDATE
    SET snapshot_id = excluded.snapshot_id, score = excluded.score, band = excluded.band,
        standing_since = clock_timestamp()
    WHERE stored.snapshot_id <> excluded.snapshot_id
  `.execute(trx);
}
