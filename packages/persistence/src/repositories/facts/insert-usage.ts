import { sql, type Transaction } from "kysely";
import type { Tables } from "../../schema/tables.ts";
import type { FactRow, WrittenRows } from "./fact-row.ts";

/**
 * Records the events whose ids are new and adds exactly these to the days of use, in the tenant's zone: an event that
 * comes again counts nowhere, and a late one counts on its day. Days are written in the order of their keys, so that
 * two sources that write the same ones wait for each other instead of locking each other out.
 */
export async function insertUsage(
  trx: Transaction<Tables>,
  tenantId: string,
  rows: readonly FactRow[],
): Promise<WrittenRows> {
  const column = (name: string) => rows.map((row) => row[name]);
  const instants = column("occurred_at");
  await holdTimeZone(trx, tenantId);
  await sql`SELECT cs.add_usage_months(${instants})`.execute(trx);
  const inserted = await sql<{ external_id: string }>`
    WITH delivered AS MATERIALIZED (
      SELECT * FROM unnest(
        ${column("external_id")}::text[], ${column("source")}::text[], ${column("client_id")}::text[],
        ${column("content_hash")}::text[], ${instants}::timestamptz[], ${column("feature")}::text[],
        ${column("quantity")}::bigint[], ${column("duration_seconds")}::bigint[], ${column("errors")}::bigint[],
        ${column("user_ref")}::text[]
      ) AS row (external_id, source, client_id, content_hash, occurred_at, feature, quantity, duration_seconds, errors,
                user_ref)
    ), keys AS (
      INSERT INTO cs.usage_event_keys (tenant_id, source, external_id, client_id, occurred_at, content_hash)
      SELECT ${tenantId}, source, external_id, client_id, occurred_at, content_hash FROM delivered
      ON CONFLICT DO NOTHING
      RETURNING external_id
    ), added AS MATERIALIZED (
      SELECT delivered.*, (occurred_at AT TIME ZONE time_zone)::date AS day
      FROM delivered JOIN keys USING (external_id) CROSS JOIN cs.tenants
    ), events AS (
      INSERT INTO cs.usage_events (tenant_id, client_id, source, external_id, occurred_at, feature, quantity,
                                   duration_seconds, errors, user_ref)
      SELECT ${tenantId}, client_id, source, external_id, occurred_at, feature, quantity, duration_seconds, errors,
             user_ref
      FROM added
    ), days AS (
      INSERT INTO cs.usage_daily AS stored (tenant_id, client_id, day, feature, events, errors, recorded_at)
      SELECT ${tenantId}, client_id, day, feature, sum(quantity), sum(errors) FILTER (WHERE quantity > 0), now()
      FROM added
      GROUP BY client_id, day, feature
      ORDER BY client_id, day, feature
      ON CONFLICT (tenant_id, client_id, day, feature) DO UPDATE
      SET events = stored.events + excluded.events,
          errors = coalesce(stored.errors + excluded.errors, stored.errors, excluded.errors),
          recorded_at = greatest(stored.recorded_at, excluded.recorded_at)
    ), users AS (
      INSERT INTO cs.usage_users_daily (tenant_id, client_id, day, user_ref)
      SELECT DISTINCT ${tenantId}, client_id, day, user_ref
      FROM added
      WHERE quantity > 0 AND user_ref IS NOT NULL
      ORDER BY client_id, day, user_ref
      ON CONFLICT DO NOTHING
    )
    SELECT external_id FROM keys
  `.execute(trx);
  return new Map(inserted.rows.map((row) => [row.external_id, "inserted"]));
}

/** The tenant's zone stays what it is until the days are written; a change of it waits, and counts them anew. */
async function holdTimeZone(trx: Transaction<Tables>, tenantId: string): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock_shared(hashtextextended(${`usage days ${tenantId}`}, 0))`.execute(trx);
}
