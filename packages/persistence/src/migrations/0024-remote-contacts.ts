import { type Kysely, sql } from "kysely";
import { oneOf, secureTenantTable } from "./tenant-table.ts";

/** What is known of each contact of another system besides its facts. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE TABLE cs.remote_contacts (
      tenant_id text NOT NULL REFERENCES cs.tenants (tenant_id),
      source text NOT NULL,
      external_id text NOT NULL,
      own_id text,
      client_id text,
      left_out text ${oneOf("left_out", "lead nameless company_unknown no_account several_accounts")},
      company_ids text[],
      email_domain text,
      updated_at timestamptz NOT NULL,
      stated_at timestamptz,
      removed_at timestamptz,
      recorded_at timestamptz NOT NULL DEFAULT now(),
      PRIMARY KEY (tenant_id, source, external_id),
      FOREIGN KEY (tenant_id, client_id) REFERENCES cs.accounts (tenant_id, client_id),
      CHECK ((client_id IS NULL) = (left_out IS NOT NULL))
    )
  `.execute(db);
  await sql`CREATE UNIQUE INDEX remote_contacts_own ON cs.remote_contacts (tenant_id, source, own_id)`.execute(db);
  await sql`
    CREATE INDEX remote_contacts_unmatched ON cs.remote_contacts (tenant_id, source, updated_at) WHERE left_out <> 'lead'
  `.execute(db);
  await secureTenantTable(db, "remote_contacts");
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`DROP TABLE cs.remote_contacts`.execute(db);
}
