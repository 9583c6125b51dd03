import { type Kysely, sql } from "kysely";
import { createRelayFunctions, dropRelayFunctions } from "./0009-relay-functions.ts";
import { oneOf, secureTenantTable } from "./tenant-table.ts";

/** Effects that leave with the transaction that causes them, and events of others that were dealt with. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE TABLE cs.outbox (
      tenant_id text NOT NULL REFERENCES cs.tenants (tenant_id),
      outbox_id text NOT NULL,
      destination text NOT NULL,
      key text NOT NULL,
      type text NOT NULL,
      payload jsonb NOT NULL,
      state text NOT NULL DEFAULT 'pending' ${oneOf("state", "pending delivered dead")},
      attempts integer NOT NULL DEFAULT 0 CHECK (attempts >= 0),
      next_attempt_at timestamptz NOT NULL DEFAULT clock_timestamp(),
      last_error text CHECK (length(last_error) <= 500),
      created_at timestamptz NOT NULL DEFAULT now(),
      delivered_at timestamptz CHECK ((delivered_at IS NOT NULL) = (state = 'delivered')),
      PRIMARY KEY (tenant_id, outbox_id)
    )
  `.execute(db);
  await sql`CREATE INDEX outbox_due ON cs.outbox (next_attempt_at) WHERE state = 'pending'`.execute(db);
  await sql`CREATE INDEX outbox_open ON cs.outbox (tenant_id, created_at) WHERE state <> 'delivered'`.execute(db);
  await sql`CREATE INDEX outbox_delivered ON cs.outbox (delivered_at) WHERE state = 'delivered'`.execute(db);
  await sql`
    CREATE TABLE cs.inbox (
      tenant_id text NOT NULL REFERENCES cs.tenants (tenant_id),
      consumer text NOT NULL,
      source text NOT NULL,
      event_id text NOT NULL,
      subject text NOT NULL,
      occurred_at timestamptz NOT NULL,
      received_at timestamptz NOT NULL DEFAULT now(),
      outcome jsonb NOT NULL,
      PRIMARY KEY (tenant_id, consumer, source, event_id)
    )
  `.execute(db);
  await sql`CREATE INDEX inbox_by_subject ON cs.inbox (tenant_id, consumer, source, subject, occurred_at)`.execute(db);
  for (const table of ["outbox", "inbox"]) await secureTenantTable(db, table);
  await createRelayFunctions(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await dropRelayFunctions(db);
  await sql`DROP TABLE cs.inbox, cs.outbox`.execute(db);
}
