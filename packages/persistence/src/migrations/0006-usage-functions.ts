import { type Kysely, sql } from "kysely";

/** Functions of the owner: they do what the application role may not, and nothing that it could steer further. */
export async function createUsageFunctions(db: Kysely<unknown>): Promise<void> {
  await createMonths(db);
  await createRebuild(db);
  await createZoneTrigger(db);
}

export async function dropUsageFunctions(db: Kysely<unknown>): Promise<void> {
  await sql`DROP TRIGGER usage_days_follow_zone ON cs.tenants`.execute(db);
  await sql`DROP FUNCTION cs.follow_time_zone(), cs.rebuild_usage_days(text), cs.add_usage_months(timestamptz[])`.execute(
    db,
  );
}

/**
 * Creates the partitions of the months that instants fall into (UTC) and that are missing. A table is attached instead
 * of created in place, because writers need not wait for that. Instants outside of 2000 to 2099 have their partitions
 * already, so that nobody can create more than 1,200.
 */
async function createMonths(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE FUNCTION cs.add_usage_months(instants timestamptz[]) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp SET TimeZone = 'UTC' SET DateStyle = 'ISO, YMD'
    AS $$
    DECLARE
      month timestamptz;
      part text;
    BEGIN
      FOR month IN
        SELECT DISTINCT date_trunc('month', instant) FROM unnest(instants) AS instant
        WHERE instant >= '2000-01-01' AND instant < '2100-01-01'
        ORDER BY 1
      LOOP
        part := 'usage_events_' || to_char(month, 'YYYY_MM');
        CONTINUE WHEN to_regclass('cs.' || part) IS NOT NULL;
        LOCK TABLE cs.usage_events IN SHARE UPDATE EXCLUSIVE MODE;
        -- Another writer may have created it while this one waited.
        CONTINUE WHEN to_regclass('cs.' || part) IS NOT NULL;
        EXECUTE format('CREATE TABLE cs.%I (LIKE cs.usage_events INCLUDING ALL)', part);
        EXECUTE format('ALTER TABLE cs.%I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', part);
        EXECUTE format(
          'CREATE POLICY tenant_isolation ON cs.%I USING (tenant_id = current_setting(%L, true))
           WITH CHECK (tenant_id = current_setting(%2$L, true))', part, 'cs.tenant_id');
        EXECUTE format('ALTER TABLE cs.usage_events ATTACH PARTITION cs.%I FOR VALUES FROM (%L) TO (%L)',
                       part, month, month + interval '1 month');
      END LOOP;
    END $$
  `.execute(db);
  await sql`REVOKE ALL ON FUNCTION cs.add_usage_months(timestamptz[]) FROM PUBLIC`.execute(db);
}

/** Computes the days of use of a tenant from its events, in the zone that the tenant has now. */
async function createRebuild(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE FUNCTION cs.rebuild_usage_days(tenant text) RETURNS void
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
    AS $$
    DECLARE
      zone text := (SELECT time_zone FROM cs.tenants WHERE tenant_id = tenant);
    BEGIN
      DELETE FROM cs.usage_daily WHERE tenant_id = tenant;
      DELETE FROM cs.usage_users_daily WHERE tenant_id = tenant;
      INSERT INTO cs.usage_daily (tenant_id, client_id, day, feature, events, errors, recorded_at)
      SELECT tenant, client_id, (occurred_at AT TIME ZONE zone)::date AS day, feature, sum(quantity),
             sum(errors) FILTER (WHERE quantity > 0), max(recorded_at)
      FROM cs.usage_events
      WHERE tenant_id = tenant
      GROUP BY client_id, day, feature;
      INSERT INTO cs.usage_users_daily (tenant_id, client_id, day, user_ref)
      SELECT DISTINCT tenant, client_id, (occurred_at AT TIME ZONE zone)::date, user_ref
      FROM cs.usage_events
      WHERE tenant_id = tenant AND quantity > 0 AND user_ref IS NOT NULL;
    END $$
  `.execute(db);
  await sql`REVOKE ALL ON FUNCTION cs.rebuild_usage_days(text) FROM PUBLIC`.execute(db);
}

/** Days of use move with the tenant's zone. The lock lets those finish who still write days of the old zone. */
async function createZoneTrigger(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE FUNCTION cs.follow_time_zone() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
    AS $$
    BEGIN
      IF NEW.tenant_id IS DISTINCT FROM current_setting('cs.tenant_id', true) THEN
        RAISE EXCEPTION 'the time zone of tenant % changes only in its own transaction', NEW.tenant_id;
      END IF;
      PERFORM pg_advisory_xact_lock(hashtextextended('usage days ' || NEW.tenant_id, 0));
      PERFORM cs.rebuild_usage_days(NEW.tenant_id);
      RETURN NULL;
    END $$
  `.execute(db);
  await sql`REVOKE ALL ON FUNCTION cs.follow_time_zone() FROM PUBLIC`.execute(db);
  await sql`
    CREATE TRIGGER usage_days_follow_zone AFTER UPDATE OF time_zone ON cs.tenants
    FOR EACH ROW WHEN (OLD.time_zone IS DISTINCT FROM NEW.time_zone)
    EXECUTE FUNCTION cs.follow_time_zone()
  `.execute(db);
}
