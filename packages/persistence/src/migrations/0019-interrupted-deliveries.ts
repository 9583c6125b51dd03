import { type Kysely, type RawBuilder, sql } from "kysely";

/**
 * Tells an attempt that ended without a word, because its relay died, from one that failed: what would happen twice is not
 * sent again after the first kind.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`ALTER TABLE cs.outbox ADD COLUMN settled_attempts integer NOT NULL DEFAULT 0`.execute(db);
  await sql`UPDATE cs.outbox SET settled_attempts = attempts`.execute(db);
  await replaceSettle(db, sql`settled_attempts = of_attempt,`);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await replaceSettle(db, sql``);
  await sql`ALTER TABLE cs.outbox DROP COLUMN settled_attempts`.execute(db);
}

/** The function of migration 0009, which also does `more`. */
async function replaceSettle(db: Kysely<unknown>, more: RawBuilder<unknown>): Promise<void> {
  await sql`
    CREATE OR REPLACE FUNCTION cs.settle_outbox(of_tenant text, of_id text, of_attempt integer, error text, retry_after interval)
    RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    BEGIN
      IF current_setting('cs.tenant_id', true) <> '' THEN
        RAISE EXCEPTION 'a transaction of a tenant may not relay' USING ERRCODE = 'insufficient_privilege';
      END IF;
      UPDATE cs.outbox
      SET state = CASE WHEN error IS NULL THEN 'delivered' WHEN retry_after IS NULL THEN 'dead' ELSE 'pending' END,
          delivered_at = CASE WHEN error IS NULL THEN clock_timestamp() END,
          ${more}
          last_error = coalesce(error, last_error),
          next_attempt_at = clock_timestamp() + coalesce(retry_after, interval '0')
      WHERE tenant_id = of_tenant AND outbox_id = of_id AND state <> 'delivered'
        AND (error IS NULL OR (state = 'pending' AND attempts = of_attempt));
    END $$
  `.execute(db);
}
