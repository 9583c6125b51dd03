import { type Kysely, sql } from "kysely";

/**
 * The result of a snapshot is kept as it was written. Nobody asks the database what is in it, and as `jsonb` taking it
 * apart and sorting its keys cost more than everything else about a row.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`ALTER TABLE cs.health_snapshots ALTER COLUMN result TYPE json`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`ALTER TABLE cs.health_snapshots ALTER COLUMN result TYPE jsonb`.execute(db);
}
