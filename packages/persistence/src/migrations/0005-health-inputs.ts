import { type Kysely, sql } from "kysely";
import { acrossTenants, oneOf, secureTenantTable } from "./tenant-table.ts";

/**
 * Snapshots keep what they follow from, so that each can be replayed. Those of before do not say it and cannot be
 * completed: they are dropped, and scoring again makes them from the same facts.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`TRUNCATE cs.health_snapshots`.execute(db);
  await sql`
    CREATE TABLE cs.measure_observations (
      tenant_id text NOT NULL,
      observation_id text NOT NULL,
      client_id text NOT NULL,
      as_of date NOT NULL,
      recorded_at timestamptz NOT NULL,
      content_hash text NOT NULL,
      observations jsonb NOT NULL,
      PRIMARY KEY (tenant_id, observation_id),
      UNIQUE (tenant_id, client_id, as_of, recorded_at),
      FOREIGN KEY (tenant_id, client_id) REFERENCES cs.accounts (tenant_id, client_id)
    )
  `.execute(db);
  await sql`
    ALTER TABLE cs.health_snapshots
      ADD COLUMN observation_id text NOT NULL,
      ADD COLUMN previous_band text ${oneOf("previous_band", "excellent good at_risk critical")},
      ADD COLUMN override jsonb,
      ADD FOREIGN KEY (tenant_id, observation_id) REFERENCES cs.measure_observations (tenant_id, observation_id)
  `.execute(db);
  await sql`DROP INDEX cs.health_snapshots_latest`.execute(db);
  await sql`
    CREATE TABLE cs.health_standings (
      tenant_id text NOT NULL,
      client_id text NOT NULL,
      as_of date NOT NULL,
      snapshot_id text NOT NULL,
      standing_since timestamptz NOT NULL DEFAULT clock_timestamp(),
      PRIMARY KEY (tenant_id, client_id, as_of),
      FOREIGN KEY (tenant_id, client_id) REFERENCES cs.accounts (tenant_id, client_id),
      FOREIGN KEY (tenant_id, snapshot_id) REFERENCES cs.health_snapshots (tenant_id, snapshot_id)
    )
  `.execute(db);
  await sql`
    CREATE TABLE cs.score_overrides (
      tenant_id text NOT NULL,
      override_id text NOT NULL,
      client_id text NOT NULL,
      score double precision NOT NULL CHECK (score BETWEEN 0 AND 100),
      reason text NOT NULL,
      author text NOT NULL,
      set_on date NOT NULL,
      expires_on date NOT NULL CHECK (expires_on >= set_on),
      recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
      PRIMARY KEY (tenant_id, override_id),
      FOREIGN KEY (tenant_id, client_id) REFERENCES cs.accounts (tenant_id, client_id)
    )
  `.execute(db);
  await sql`
    CREATE INDEX score_overrides_by_client
    ON cs.score_overrides (tenant_id, client_id, set_on, recorded_at)
  `.execute(db);
  await sql`
    CREATE TABLE cs.scorecard_rules (
      tenant_id text NOT NULL REFERENCES cs.tenants (tenant_id),
      version integer NOT NULL,
      rules jsonb NOT NULL,
      published_at timestamptz NOT NULL DEFAULT now(),
      PRIMARY KEY (tenant_id, version)
    )
  `.execute(db);
  await acrossTenants(db, ["tenants"], async () => {
    await sql`
      INSERT INTO cs.scorecard_rules (tenant_id, version, rules)
      SELECT tenant_id, 1, jsonb_build_array(jsonb_build_object('scorecardId', active_scorecard_id))
      FROM cs.tenants
      WHERE active_scorecard_id IS NOT NULL
    `.execute(db);
  });
  await sql`
    ALTER TABLE cs.tenants
      DROP CONSTRAINT active_scorecard_exists,
      DROP COLUMN active_scorecard_id,
      DROP COLUMN active_scorecard_version
  `.execute(db);
  const tables = ["measure_observations", "health_standings", "score_overrides", "scorecard_rules"];
  for (const table of tables) await secureTenantTable(db, table);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`ALTER TABLE cs.tenants ADD COLUMN active_scorecard_id text, ADD COLUMN active_scorecard_version integer`.execute(
    db,
  );
  await sql`
    ALTER TABLE cs.tenants
    ADD CONSTRAINT active_scorecard_exists
    FOREIGN KEY (tenant_id, active_scorecard_id, active_scorecard_version)
    REFERENCES cs.scorecards (tenant_id, scorecard_id, version)
  `.execute(db);
  await sql`DROP TABLE cs.scorecard_rules, cs.score_overrides, cs.health_standings`.execute(db);
  await sql`TRUNCATE cs.health_snapshots`.execute(db);
  await sql`
    ALTER TABLE cs.health_snapshots DROP COLUMN observation_id, DROP COLUMN previous_band, DROP COLUMN override
  `.execute(db);
  await sql`DROP TABLE cs.measure_observations`.execute(db);
  await sql`
    CREATE INDEX health_snapshots_latest
    ON cs.health_snapshots (tenant_id, client_id, as_of DESC, computed_at DESC, snapshot_id DESC)
  `.execute(db);
}
