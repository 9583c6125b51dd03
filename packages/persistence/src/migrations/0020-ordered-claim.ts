import { type Kysely, type RawBuilder, sql } from "kysely";

/** The function of migration 0009, which leaves alone what stands in a line behind an effect that is still pending. */
export async function createOrderedClaim(db: Kysely<unknown>): Promise<void> {
  await replaceClaim(
    db,
    sql`
          AND (line IS NULL OR NOT EXISTS (
            SELECT FROM cs.outbox AS ahead
            WHERE ahead.tenant_id = waiting.tenant_id AND ahead.destination = waiting.destination
              AND ahead.line = waiting.line AND ahead.place < waiting.place AND ahead.state = 'pending'
          ))`,
  );
}

/** The function as migration 0009 made it. */
export async function createUnorderedClaim(db: Kysely<unknown>): Promise<void> {
  await replaceClaim(db, sql``);
}

async function replaceClaim(db: Kysely<unknown>, condition: RawBuilder<unknown>): Promise<void> {
  await sql`
    CREATE OR REPLACE FUNCTION cs.claim_outbox(most integer, lease interval) RETURNS SETOF cs.outbox
    LANGUAGE plpgsql STRICT SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    BEGIN
      IF current_setting('cs.tenant_id', true) <> '' THEN
        RAISE EXCEPTION 'a transaction of a tenant may not relay' USING ERRCODE = 'insufficient_privilege';
      END IF;
      RETURN QUERY
        WITH due AS MATERIALIZED (
          SELECT tenant_id, outbox_id FROM cs.outbox AS waiting
          WHERE state = 'pending' AND next_attempt_at <= now()${condition}
          ORDER BY next_attempt_at
          LIMIT least(most, 100)
          FOR UPDATE SKIP LOCKED
        )
        UPDATE cs.outbox AS o
        SET attempts = o.attempts + 1, next_attempt_at = clock_timestamp() + lease
        FROM due
        WHERE (o.tenant_id, o.outbox_id) = (due.tenant_id, due.outbox_id)
        RETURNING o.*;
    END $$
  `.execute(db);
}
