import { type Kysely, sql } from "kysely";
import { secureTenantTable } from "./tenant-table.ts";

/** Segments of customers: what defines them, what each evaluation found, and who belonged to them from when until when. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE TABLE cs.segment_versions (
      tenant_id text NOT NULL REFERENCES cs.tenants (tenant_id),
      segment_id text NOT NULL,
      version integer NOT NULL CHECK (version > 0),
      name text NOT NULL,
      definition jsonb NOT NULL,
      defined_by text NOT NULL,
      defined_at timestamptz NOT NULL DEFAULT now(),
      PRIMARY KEY (tenant_id, segment_id, version)
    )
  `.execute(db);
  await sql`
    CREATE TABLE cs.segment_evaluations (
      tenant_id text NOT NULL,
      evaluation_id text NOT NULL,
      segment_id text NOT NULL,
      version integer NOT NULL,
      as_of date NOT NULL,
      input_hash text NOT NULL,
      result jsonb NOT NULL,
      evaluated_by text NOT NULL,
      evaluated_at timestamptz NOT NULL DEFAULT clock_timestamp(),
      PRIMARY KEY (tenant_id, evaluation_id),
      FOREIGN KEY (tenant_id, segment_id, version) REFERENCES cs.segment_versions (tenant_id, segment_id, version)
    )
  `.execute(db);
  await sql`
    CREATE INDEX segment_evaluations_latest
    ON cs.segment_evaluations (tenant_id, segment_id, evaluated_at DESC, evaluation_id DESC)
  `.execute(db);
  await sql`
    CREATE TABLE cs.segment_memberships (
      tenant_id text NOT NULL,
      segment_id text NOT NULL,
      client_id text NOT NULL,
      group_name text NOT NULL,
      entered_by text NOT NULL,
      left_by text,
      PRIMARY KEY (tenant_id, entered_by, client_id),
      FOREIGN KEY (tenant_id, client_id) REFERENCES cs.accounts (tenant_id, client_id),
      FOREIGN KEY (tenant_id, entered_by) REFERENCES cs.segment_evaluations (tenant_id, evaluation_id),
      FOREIGN KEY (tenant_id, left_by) REFERENCES cs.segment_evaluations (tenant_id, evaluation_id)
    )
  `.execute(db);
  await sql`
    CREATE UNIQUE INDEX segment_memberships_open
    ON cs.segment_memberships (tenant_id, segment_id, client_id) WHERE left_by IS NULL
  `.execute(db);
  await sql`
    CREATE INDEX segment_memberships_left
    ON cs.segment_memberships (tenant_id, left_by, client_id) WHERE left_by IS NOT NULL
  `.execute(db);
  for (const table of ["segment_versions", "segment_evaluations", "segment_memberships"]) {
    await secureTenantTable(db, table);
  }
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`DROP TABLE cs.segment_memberships, cs.segment_evaluations, cs.segment_versions`.execute(db);
}
