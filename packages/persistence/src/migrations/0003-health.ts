import { type Kysely, sql } from "kysely";
import { oneOf, secureTenantTable } from "./tenant-table.ts";

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE TABLE cs.scorecards (
      tenant_id text NOT NULL REFERENCES cs.tenants (tenant_id),
      scorecard_id text NOT NULL,
      version integer NOT NULL,
      definition jsonb NOT NULL,
      published_at timestamptz NOT NULL DEFAULT now(),
      PRIMARY KEY (tenant_id, scorecard_id, version)
    )
  `.execute(db);
  await sql`
    ALTER TABLE cs.tenants
    ADD CONSTRAINT active_scorecard_exists
    FOREIGN KEY (tenant_id, active_scorecard_id, active_scorecard_version)
    REFERENCES cs.scorecards (tenant_id, scorecard_id, version)
  `.execute(db);
  await sql`
    CREATE TABLE cs.health_snapshots (
      tenant_id text NOT NULL,
      snapshot_id text NOT NULL,
      client_id text NOT NULL,
      as_of date NOT NULL,
      scorecard_id text NOT NULL,
      scorecard_version integer NOT NULL,
      input_hash text NOT NULL,
      score double precision CHECK (score BETWEEN 0 AND 100),
      band text NOT NULL ${oneOf("band", "excellent good at_risk critical insufficient_data")},
      result jsonb NOT NULL,
      computed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
      PRIMARY KEY (tenant_id, snapshot_id),
      UNIQUE (tenant_id, client_id, as_of, scorecard_id, scorecard_version, input_hash),
      FOREIGN KEY (tenant_id, client_id) REFERENCES cs.accounts (tenant_id, client_id),
      FOREIGN KEY (tenant_id, scorecard_id, scorecard_version)
        REFERENCES cs.scorecards (tenant_id, scorecard_id, version)
    )
  `.execute(db);
  await sql`
    CREATE INDEX health_snapshots_latest
    ON cs.health_snapshots (tenant_id, client_id, as_of DESC, computed_at DESC, snapshot_id DESC)
  `.execute(db);
  for (const table of ["scorecards", "health_snapshots"]) await secureTenantTable(db, table);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`ALTER TABLE cs.tenants DROP CONSTRAINT active_scorecard_exists`.execute(db);
  await sql`DROP TABLE cs.health_snapshots, cs.scorecards`.execute(db);
}
