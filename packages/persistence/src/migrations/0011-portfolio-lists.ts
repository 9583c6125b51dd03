import { type Kysely, sql } from "kysely";
import { acrossTenants, oneOf } from "./tenant-table.ts";

/**
 * What lists of accounts are sorted by, where they reach it. Under row-level security no index on `lower(…)` finds a
 * place among the names, since only leak-proof functions may look at rows before the policy does; a column can. The
 * score stands with the standing, because the snapshot is a wide row to read for a number and a word.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    ALTER TABLE cs.accounts ADD COLUMN name_key text NOT NULL GENERATED ALWAYS AS (lower(client_name)) STORED
  `.execute(db);
  await sql`DROP INDEX cs.accounts_by_name`.execute(db);
  await sql`CREATE INDEX accounts_by_name ON cs.accounts (tenant_id, name_key, client_id)`.execute(db);
  await sql`
    ALTER TABLE cs.health_standings
      ADD COLUMN score double precision CHECK (score BETWEEN 0 AND 100),
      ADD COLUMN band text ${oneOf("band", "excellent good at_risk critical insufficient_data")}
  `.execute(db);
  await acrossTenants(db, ["health_standings", "health_snapshots"], async () => {
    await sql`
      UPDATE cs.health_standings AS standing
      SET score = snapshot.score, band = snapshot.band
      FROM cs.health_snapshots AS snapshot
      WHERE (snapshot.tenant_id, snapshot.snapshot_id) = (standing.tenant_id, standing.snapshot_id)
    `.execute(db);
  });
  await sql`ALTER TABLE cs.health_standings ALTER COLUMN band SET NOT NULL`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`ALTER TABLE cs.health_standings DROP COLUMN score, DROP COLUMN band`.execute(db);
  await sql`DROP INDEX cs.accounts_by_name`.execute(db);
  await sql`ALTER TABLE cs.accounts DROP COLUMN name_key`.execute(db);
  await sql`CREATE INDEX accounts_by_name ON cs.accounts (tenant_id, lower(client_name), client_id)`.execute(db);
}
