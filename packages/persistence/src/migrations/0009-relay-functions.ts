import { type Kysely, sql } from "kysely";

/**
 * What the relay does for all tenants at once, and all that it can do: take effects that are due, say what became of them,
 * and deliver again what a receiver has forgotten. They refuse to run in a transaction that belongs to a tenant, so no
 * operation reaches another tenant through them.
 */
export async function createRelayFunctions(db: Kysely<unknown>): Promise<void> {
  // The functions run as the owner, who is under row-level security too; this opens the outbox to it, and nothing else.
  await sql`CREATE POLICY relay ON cs.outbox TO CURRENT_USER USING (true) WITH CHECK (true)`.execute(db);
  await createClaim(db);
  await createSettle(db);
  await createRedeliver(db);
}

export async function dropRelayFunctions(db: Kysely<unknown>): Promise<void> {
  await sql`DROP FUNCTION cs.claim_outbox, cs.settle_outbox, cs.redeliver_outbox`.execute(db);
  await sql`DROP POLICY relay ON cs.outbox`.execute(db);
}

/**
 * Takes effects for some time: whoever took them either settles them before it is over, or has died and they are due
 * again. An attempt counts as soon as it begins, so that an effect which kills its relay does not come back for ever.
 */
async function createClaim(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE FUNCTION cs.claim_outbox(most integer, lease interval) RETURNS SETOF cs.outbox
    LANGUAGE plpgsql STRICT SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    BEGIN
      IF current_setting('cs.tenant_id', true) <> '' THEN
        RAISE EXCEPTION 'a transaction of a tenant may not relay' USING ERRCODE = 'insufficient_privilege';
      END IF;
      RETURN QUERY
        WITH due AS MATERIALIZED (
          SELECT tenant_id, outbox_id FROM cs.outbox
          WHERE state = 'pending' AND next_attempt_at <= now()
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
  await sql`REVOKE ALL ON FUNCTION cs.claim_outbox FROM PUBLIC`.execute(db);
}

/**
 * A delivery counts whoever reports it. A failure counts only of the newest attempt: another relay may have taken the
 * effect since, and knows better. Without a delay there is no further attempt.
 */
async function createSettle(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE FUNCTION cs.settle_outbox(of_tenant text, of_id text, of_attempt integer, error text, retry_after interval)
    RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    BEGIN
      IF current_setting('cs.tenant_id', true) <> '' THEN
        RAISE EXCEPTION 'a transaction of a tenant may not relay' USING ERRCODE = 'insufficient_privilege';
      END IF;
      UPDATE cs.outbox
      SET state = CASE WHEN error IS NULL THEN 'delivered' WHEN retry_after IS NULL THEN 'dead' ELSE 'pending' END,
          delivered_at = CASE WHEN error IS NULL THEN clock_timestamp() END,
          last_error = coalesce(error, last_error),
          next_attempt_at = clock_timestamp() + coalesce(retry_after, interval '0')
      WHERE tenant_id = of_tenant AND outbox_id = of_id AND state <> 'delivered'
        AND (error IS NULL OR (state = 'pending' AND attempts = of_attempt));
    END $$
  `.execute(db);
  await sql`REVOKE ALL ON FUNCTION cs.settle_outbox FROM PUBLIC`.execute(db);
}

/** Makes what was delivered to a destination within a time due again. */
async function createRedeliver(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE FUNCTION cs.redeliver_outbox(to_destination text, within interval) RETURNS bigint
    LANGUAGE plpgsql STRICT SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    DECLARE
      due bigint;
    BEGIN
      IF current_setting('cs.tenant_id', true) <> '' THEN
        RAISE EXCEPTION 'a transaction of a tenant may not relay' USING ERRCODE = 'insufficient_privilege';
      END IF;
      UPDATE cs.outbox
      SET state = 'pending', delivered_at = NULL, attempts = 0, next_attempt_at = clock_timestamp()
      WHERE state = 'delivered' AND destination = to_destination AND delivered_at > now() - within;
      GET DIAGNOSTICS due = ROW_COUNT;
      RETURN due;
    END $$
  `.execute(db);
  await sql`REVOKE ALL ON FUNCTION cs.redeliver_outbox FROM PUBLIC`.execute(db);
}
