import { type Kysely, sql } from "kysely";

/** The application may delete what has expired; PostgreSQL itself keeps the rest from it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE POLICY kept_for_a_day ON cs.idempotency_keys AS RESTRICTIVE FOR DELETE
    USING (created_at < now() - interval '24 hours')
  `.execute(db);
  await sql`
    CREATE POLICY kept_for_90_days ON cs.rescoring_runs AS RESTRICTIVE FOR DELETE
    USING (started_at < now() - interval '90 days')
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`DROP POLICY kept_for_90_days ON cs.rescoring_runs`.execute(db);
  await sql`DROP POLICY kept_for_a_day ON cs.idempotency_keys`.execute(db);
}
