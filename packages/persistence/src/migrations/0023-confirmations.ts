import { type Kysely, sql } from "kysely";
import { secureTenantTable } from "./tenant-table.ts";

/** Calls that were shown and may be confirmed once. Tokens are kept as hashes: who reads the table can confirm nothing. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE TABLE cs.confirmations (
      tenant_id text NOT NULL REFERENCES cs.tenants (tenant_id),
      token_hash text NOT NULL,
      operation text NOT NULL,
      actor text NOT NULL,
      request_hash text NOT NULL,
      expires_at timestamptz NOT NULL,
      PRIMARY KEY (tenant_id, token_hash)
    )
  `.execute(db);
  await secureTenantTable(db, "confirmations");
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`DROP TABLE cs.confirmations`.execute(db);
}
