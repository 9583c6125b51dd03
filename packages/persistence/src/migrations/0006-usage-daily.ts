import { type Kysely, sql } from "kysely";
import { createUsageFunctions, dropUsageFunctions } from "./0006-usage-functions.ts";
import { acrossTenants, factColumns, secureTenantTable } from "./tenant-table.ts";

const rollUps = ["usage_daily", "usage_users_daily"];

/**
 * Events go into one partition per month, their ids into a table of their own, and what is read of them into sums per
 * day. The foreign key to accounts stands with the sums, which are written together with every event: per event it
 * would cost more than the event, and a partition that has one can only be created while nobody writes accounts.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`ALTER TABLE cs.usage_events RENAME TO usage_events_whole`.execute(db);
  await sql`ALTER INDEX cs.usage_events_pkey RENAME TO usage_events_whole_pkey`.execute(db);
  await sql`
    CREATE TABLE cs.usage_event_keys (
      tenant_id text NOT NULL,
      source text NOT NULL,
      external_id text NOT NULL,
      client_id text NOT NULL,
      occurred_at timestamptz NOT NULL,
      content_hash text NOT NULL,
      PRIMARY KEY (tenant_id, source, external_id)
    )
  `.execute(db);
  await sql`
    CREATE TABLE cs.usage_events (
      tenant_id text NOT NULL,
      client_id text NOT NULL,
      source text NOT NULL,
      external_id text NOT NULL,
      occurred_at timestamptz NOT NULL,
      feature text NOT NULL,
      quantity bigint NOT NULL CHECK (quantity >= 0),
      duration_seconds bigint CHECK (duration_seconds >= 0),
      errors bigint CHECK (errors >= 0),
      user_ref text,
      recorded_at timestamptz NOT NULL DEFAULT now(),
      PRIMARY KEY (tenant_id, client_id, occurred_at, source, external_id)
    ) PARTITION BY RANGE (occurred_at)
  `.execute(db);
  await sql`
    CREATE TABLE cs.usage_events_before_2000 PARTITION OF cs.usage_events
    FOR VALUES FROM (MINVALUE) TO ('2000-01-01 00:00:00+00')
  `.execute(db);
  await sql`
    CREATE TABLE cs.usage_events_from_2100 PARTITION OF cs.usage_events
    FOR VALUES FROM ('2100-01-01 00:00:00+00') TO (MAXVALUE)
  `.execute(db);
  await sql`
    CREATE TABLE cs.usage_daily (
      tenant_id text NOT NULL,
      client_id text NOT NULL,
      day date NOT NULL,
      feature text NOT NULL,
      events bigint NOT NULL CHECK (events >= 0),
      errors bigint CHECK (errors >= 0),
      recorded_at timestamptz NOT NULL,
      PRIMARY KEY (tenant_id, client_id, day, feature),
      FOREIGN KEY (tenant_id, client_id) REFERENCES cs.accounts (tenant_id, client_id)
    ) WITH (fillfactor = 70)
  `.execute(db);
  await sql`
    CREATE TABLE cs.usage_users_daily (
      tenant_id text NOT NULL,
      client_id text NOT NULL,
      day date NOT NULL,
      user_ref text NOT NULL,
      PRIMARY KEY (tenant_id, client_id, day, user_ref)
    )
  `.execute(db);
  await createUsageFunctions(db);
  await acrossTenants(db, ["tenants", "usage_events_whole"], async () => {
    await sql`
      SELECT cs.add_usage_months(array_agg(DISTINCT date_trunc('month', occurred_at, 'UTC')))
      FROM cs.usage_events_whole
    `.execute(db);
    await sql`
      INSERT INTO cs.usage_event_keys (tenant_id, source, external_id, client_id, occurred_at, content_hash)
      SELECT tenant_id, source, external_id, client_id, occurred_at, content_hash FROM cs.usage_events_whole
    `.execute(db);
    await sql`
      INSERT INTO cs.usage_events (tenant_id, client_id, source, external_id, occurred_at, feature, quantity,
                                   duration_seconds, errors, user_ref, recorded_at)
      SELECT tenant_id, client_id, source, external_id, occurred_at, feature, quantity, duration_seconds, errors,
             user_ref, recorded_at
      FROM cs.usage_events_whole
    `.execute(db);
    await sql`SELECT cs.rebuild_usage_days(tenant_id) FROM cs.tenants`.execute(db);
  });
  await sql`DROP TABLE cs.usage_events_whole`.execute(db);
  const parts = ["usage_events_before_2000", "usage_events_from_2100"];
  for (const table of ["usage_events", "usage_event_keys", ...parts, ...rollUps]) await secureTenantTable(db, table);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await dropUsageFunctions(db);
  for (const table of rollUps) await sql`DROP TABLE ${sql.table(`cs.${table}`)}`.execute(db);
  await sql`ALTER TABLE cs.usage_events RENAME TO usage_events_by_month`.execute(db);
  await sql`ALTER INDEX cs.usage_events_pkey RENAME TO usage_events_by_month_pkey`.execute(db);
  await sql`
    CREATE TABLE cs.usage_events (
      ${factColumns},
      feature text NOT NULL,
      occurred_at timestamptz NOT NULL,
      quantity bigint NOT NULL CHECK (quantity >= 0),
      duration_seconds bigint CHECK (duration_seconds >= 0),
      errors bigint CHECK (errors >= 0),
      user_ref text
    )
  `.execute(db);
  await sql`CREATE INDEX usage_events_by_time ON cs.usage_events (tenant_id, client_id, occurred_at)`.execute(db);
  await acrossTenants(db, ["usage_events_by_month", "usage_event_keys"], async () => {
    await sql`
      INSERT INTO cs.usage_events (tenant_id, client_id, source, external_id, content_hash, first_recorded_at,
                                   recorded_at, feature, occurred_at, quantity, duration_seconds, errors, user_ref)
      SELECT tenant_id, event.client_id, source, external_id, content_hash, recorded_at, recorded_at, feature,
             event.occurred_at, quantity, duration_seconds, errors, user_ref
      FROM cs.usage_events_by_month AS event
      JOIN cs.usage_event_keys USING (tenant_id, source, external_id)
    `.execute(db);
  });
  await sql`DROP TABLE cs.usage_events_by_month, cs.usage_event_keys`.execute(db);
  await secureTenantTable(db, "usage_events");
}
