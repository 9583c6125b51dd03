import { type Kysely, sql } from "kysely";
import { secureTenantTable } from "./tenant-table.ts";

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE TABLE cs.rescoring_runs (
      tenant_id text NOT NULL REFERENCES cs.tenants (tenant_id),
      run_id text NOT NULL,
      as_of date NOT NULL,
      last_client_id text,
      visited integer NOT NULL DEFAULT 0,
      scored integer NOT NULL DEFAULT 0,
      started_at timestamptz NOT NULL DEFAULT now(),
      finished_at timestamptz,
      PRIMARY KEY (tenant_id, run_id)
    )
  `.execute(db);
  await sql`CREATE INDEX rescoring_runs_by_day ON cs.rescoring_runs (tenant_id, as_of)`.execute(db);
  await secureTenantTable(db, "rescoring_runs");
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`DROP TABLE cs.rescoring_runs`.execute(db);
}
