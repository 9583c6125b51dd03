import type { Instant } from "@cs/models";
import { sql, type Transaction } from "kysely";
import type { Tables } from "../../schema/tables.ts";
import type { FactRow } from "./fact-row.ts";
import { sendWhileMaking } from "./send-while-making.ts";

/** New events of a source. */
export interface NewUsage {
  readonly tenantId: string;
  readonly source: string;
  /** When they happened. */
  readonly instants: readonly Instant[];
  /** Their rows, no two with the same id, in the order of accounts and all of an account in one part. */
  readonly parts: Iterable<readonly FactRow[]>;
}

/**
 * Records events and adds them to the days of use, in the tenant's zone: a late event counts on its day. Parts are taken
 * and sent one after the other. Months come before all rows: who creates one must wait for nobody's rows.
 */
export async function insertUsage(
  trx: Transaction<Tables>,
  { tenantId, source, instants, parts }: NewUsage,
): Promise<void> {
  await Promise.all([holdTimeZone(trx, tenantId), addMonths(trx, instants)]);
  await sendWhileMaking(parts, (rows) => insertPart(trx, { tenantId, source, rows }));
}

/** The tenant's zone stays what it is until the days are written; a change of it waits, and counts them anew. */
async function holdTimeZone(trx: Transaction<Tables>, tenantId: string): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock_shared(hashtextextended(${`usage days ${tenantId}`}, 0))`.execute(trx);
}

/** An instant in each month, and not all of them: each would be parsed and rounded there. */
async function addMonths(trx: Transaction<Tables>, instants: readonly Instant[]): Promise<void> {
  await sql`SELECT cs.add_usage_months(${[...new Set(instants.map(instantInMonth))]})`.execute(trx);
}

/** The first of the month that the text of an instant shows, else the instant: zones and rounding may lead into another. */
function instantInMonth(instant: Instant): Instant {
  const showsMonth = instant.endsWith("Z") && instant.length <= "2024-12-31T23:59:59.999Z".length;
  return showsMonth ? `${instant.slice(0, 7)}-01T00:00:00Z` : instant;
}

interface UsagePart {
  readonly tenantId: string;
  readonly source: string;
  readonly rows: readonly FactRow[];
}

/**
 * Days are written in the order of their keys, so that two sources that write the same ones wait for each other instead of
 * locking each other out. Accounts are ordered as parts are, whatever the locale of the database.
 */
async function insertPart(trx: Transaction<Tables>, { tenantId, source, rows }: UsagePart): Promise<void> {
  const column = (name: string) => rows.map((row) => row[name]);
  await sql`
    WITH delivered AS MATERIALIZED (
      SELECT row.*, (occurred_at AT TIME ZONE time_zone)::date AS day
      FROM cs.tenants, unnest(
        ${column("external_id")}::text[], ${column("client_id")}::text[], ${column("content_hash")}::text[],
        ${column("occurred_at")}::timestamptz[], ${column("feature")}::text[], ${column("quantity")}::bigint[],
        ${column("duration_seconds")}::bigint[], ${column("errors")}::bigint[], ${column("user_ref")}::text[]
      ) AS row (external_id, client_id, content_hash, occurred_at, feature, quantity, duration_seconds, errors, user_ref)
    ), keys AS (
      INSERT INTO cs.usage_event_keys (tenant_id, source, external_id, client_id, occurred_at, content_hash)
      SELECT ${tenantId}, ${source}, external_id, client_id, occurred_at, content_hash FROM delivered
    ), events AS (
      INSERT INTO cs.usage_events (tenant_id, client_id, source, external_id, occurred_at, feature, quantity,
                                   duration_seconds, errors, user_ref)
      SELECT ${tenantId}, client_id, ${source}, external_id, occurred_at, feature, quantity, duration_seconds, errors,
             user_ref
      FROM delivered
    ), users AS (
      INSERT INTO cs.usage_users_daily (tenant_id, client_id, day, user_ref)
      SELECT ${tenantId}, client_id, day, user_ref
      FROM delivered
      WHERE quantity > 0 AND user_ref IS NOT NULL
      GROUP BY client_id, day, user_ref
      ORDER BY client_id COLLATE "C", day, user_ref
      ON CONFLICT DO NOTHING
    )
    INSERT INTO cs.usage_daily AS stored (tenant_id, client_id, day, feature, events, errors, recorded_at)
    SELECT ${tenantId}, client_id, day, feature, sum(quantity), sum(errors) FILTER (WHERE quantity > 0), now()
    FROM delivered
    GROUP BY client_id, day, feature
    ORDER BY client_id COLLATE "C", day, feature
    ON CONFLICT (tenant_id, client_id, day, feature) DO UPDATE
    SET events = stored.events + excluded.events,
        errors = coalesce(stored.errors + excluded.errors, stored.errors, excluded.errors),
        recorded_at = greatest(stored.recorded_at, excluded.recorded_at)
  `.execute(trx);
}
