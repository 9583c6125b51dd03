import { type Kysely, sql } from "kysely";
import { oneOf, secureTenantTable } from "./tenant-table.ts";

/** Reports as they were handed out: the document, and the text that it was rendered to. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE TABLE cs.reports (
      tenant_id text NOT NULL REFERENCES cs.tenants (tenant_id),
      report_id text NOT NULL,
      client_id text,
      segment_id text,
      from_day date NOT NULL,
      to_day date NOT NULL,
      title text NOT NULL,
      document jsonb NOT NULL,
      format text NOT NULL ${oneOf("format", "json markdown html csv")},
      content text NOT NULL,
      created_by text NOT NULL,
      created_at timestamptz NOT NULL DEFAULT now(),
      PRIMARY KEY (tenant_id, report_id),
      FOREIGN KEY (tenant_id, client_id) REFERENCES cs.accounts (tenant_id, client_id),
      CHECK (from_day <= to_day),
      CHECK (client_id IS NULL OR segment_id IS NULL)
    )
  `.execute(db);
  await secureTenantTable(db, "reports");
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`DROP TABLE cs.reports`.execute(db);
}
