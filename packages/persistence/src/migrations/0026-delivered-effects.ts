import { type Kysely, sql } from "kysely";

/** The application may delete effects that were delivered long ago; PostgreSQL itself keeps all others from it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE POLICY kept_for_90_days ON cs.outbox AS RESTRICTIVE FOR DELETE
    USING (state = 'delivered' AND delivered_at < now() - interval '90 days')
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`DROP POLICY kept_for_90_days ON cs.outbox`.execute(db);
}
