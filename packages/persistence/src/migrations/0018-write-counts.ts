import { type Kysely, sql } from "kysely";

/** What cached answers are computed from. */
const counted = [
  "tenants",
  "accounts",
  "external_refs",
  "contacts",
  "contracts",
  "subscriptions",
  "usage_daily",
  "usage_users_daily",
  "tickets",
  "survey_responses",
  "invoices",
  "churn_events",
  "data_coverage",
  "health_snapshots",
  "health_standings",
];

/**
 * Counts the transactions that wrote what cached answers are computed from, whoever wrote: two that see the same count of
 * a tenant see the same data. What is written without a tenant counts for all of them.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`CREATE SCHEMA cs_cache`.execute(db);
  await sql`
    CREATE UNLOGGED TABLE cs_cache.writes (
      tenant_id text NOT NULL,
      slot uuid NOT NULL DEFAULT gen_random_uuid(),
      writes bigint NOT NULL,
      PRIMARY KEY (tenant_id, slot)
    ) WITH (fillfactor = 50)
  `.execute(db);
  await sql`ALTER TABLE cs_cache.writes ENABLE ROW LEVEL SECURITY`.execute(db);
  await sql`ALTER TABLE cs_cache.writes FORCE ROW LEVEL SECURITY`.execute(db);
  await sql`
    CREATE POLICY tenant_isolation ON cs_cache.writes
    USING (tenant_id IN (current_setting('cs.tenant_id', true), ''))
    WITH CHECK (tenant_id IN (current_setting('cs.tenant_id', true), ''))
  `.execute(db);
  await createNoteWrite(db);
  for (const table of counted) {
    await sql`
      CREATE TRIGGER note_write AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON ${sql.table(`cs.${table}`)}
      FOR EACH STATEMENT EXECUTE FUNCTION cs_cache.note_write()
    `.execute(db);
  }
}

export async function down(db: Kysely<unknown>): Promise<void> {
  for (const table of counted) await sql`DROP TRIGGER note_write ON ${sql.table(`cs.${table}`)}`.execute(db);
  await sql`DROP SCHEMA cs_cache CASCADE`.execute(db);
}

/**
 * Counts a transaction once. Nobody waits here for another transaction, and so nobody can wait in a circle: each takes a
 * count that no other is just changing, or begins a new one. One that keeps its view of the data cannot change the count
 * of another since, and always begins a new one.
 */
async function createNoteWrite(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE FUNCTION cs_cache.note_write() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    DECLARE
      of_tenant text := coalesce(current_setting('cs.tenant_id', true), '');
      noted text := pg_current_xact_id() || ' ' || of_tenant;
      free uuid;
    BEGIN
      IF current_setting('cs_cache.noted', true) = noted THEN
        RETURN NULL;
      END IF;
      IF current_setting('transaction_isolation') = 'read committed' THEN
        SELECT slot INTO free FROM cs_cache.writes
        WHERE tenant_id = of_tenant LIMIT 1 FOR UPDATE SKIP LOCKED;
      END IF;
      IF free IS NULL THEN
        INSERT INTO cs_cache.writes (tenant_id, writes) VALUES (of_tenant, 1);
      ELSE
        UPDATE cs_cache.writes SET writes = writes + 1 WHERE tenant_id = of_tenant AND slot = free;
      END IF;
      PERFORM set_config('cs_cache.noted', noted, true);
      RETURN NULL;
    END $$
  `.execute(db);
  await sql`REVOKE EXECUTE ON FUNCTION cs_cache.note_write FROM PUBLIC`.execute(db);
}
