import { type Kysely, sql } from "kysely";
import { oneOf, secureTenantTable } from "./tenant-table.ts";

/** What is known of each ticket of a help desk besides its facts, and how far reading from other systems has come. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE TABLE cs.remote_tickets (
      tenant_id text NOT NULL REFERENCES cs.tenants (tenant_id),
      source text NOT NULL,
      external_id text NOT NULL,
      own_id text,
      client_id text,
      unmatched text ${oneOf("unmatched", "requester_unknown no_account several_accounts")},
      organization_id text,
      requester_domain text,
      updated_at timestamptz NOT NULL,
      stated_at timestamptz,
      recorded_at timestamptz NOT NULL DEFAULT now(),
      PRIMARY KEY (tenant_id, source, external_id),
      FOREIGN KEY (tenant_id, client_id) REFERENCES cs.accounts (tenant_id, client_id),
      CHECK ((client_id IS NULL) = (unmatched IS NOT NULL))
    )
  `.execute(db);
  await sql`CREATE UNIQUE INDEX remote_tickets_own ON cs.remote_tickets (tenant_id, source, own_id)`.execute(db);
  await sql`
    CREATE INDEX remote_tickets_unmatched ON cs.remote_tickets (tenant_id, source, updated_at) WHERE client_id IS NULL
  `.execute(db);
  await sql`
    CREATE TABLE cs.sync_cursors (
      tenant_id text NOT NULL REFERENCES cs.tenants (tenant_id),
      source text NOT NULL,
      stream text NOT NULL,
      synced_at timestamptz,
      complete_since timestamptz,
      began_at timestamptz,
      since timestamptz,
      cursor text,
      advanced_at timestamptz NOT NULL DEFAULT clock_timestamp(),
      read integer NOT NULL DEFAULT 0 CHECK (read >= 0),
      written integer NOT NULL DEFAULT 0 CHECK (written >= 0),
      unchanged integer NOT NULL DEFAULT 0 CHECK (unchanged >= 0),
      unmatched integer NOT NULL DEFAULT 0 CHECK (unmatched >= 0),
      PRIMARY KEY (tenant_id, source, stream),
      CHECK (began_at IS NOT NULL OR cursor IS NULL)
    )
  `.execute(db);
  for (const table of ["remote_tickets", "sync_cursors"]) await secureTenantTable(db, table);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`DROP TABLE cs.sync_cursors, cs.remote_tickets`.execute(db);
}
