import { type Kysely, sql } from "kysely";
import { secureTenantTable } from "./tenant-table.ts";

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE TABLE cs.idempotency_keys (
      tenant_id text NOT NULL REFERENCES cs.tenants (tenant_id),
      operation text NOT NULL,
      key text NOT NULL,
      request_hash text NOT NULL,
      response jsonb,
      created_at timestamptz NOT NULL DEFAULT now(),
      PRIMARY KEY (tenant_id, operation, key)
    )
  `.execute(db);
  await sql`
    CREATE TABLE cs.audit_entries (
      tenant_id text NOT NULL REFERENCES cs.tenants (tenant_id),
      audit_id text NOT NULL,
      occurred_at timestamptz NOT NULL DEFAULT now(),
      actor text NOT NULL,
      operation text NOT NULL,
      client_id text,
      request_id text NOT NULL,
      reason text,
      changes jsonb NOT NULL,
      PRIMARY KEY (tenant_id, audit_id),
      FOREIGN KEY (tenant_id, client_id) REFERENCES cs.accounts (tenant_id, client_id)
    )
  `.execute(db);
  await sql`CREATE INDEX audit_entries_by_client ON cs.audit_entries (tenant_id, client_id, occurred_at)`.execute(db);
  for (const table of ["idempotency_keys", "audit_entries"]) await secureTenantTable(db, table);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`DROP TABLE cs.audit_entries, cs.idempotency_keys`.execute(db);
}
