import { type Kysely, sql } from "kysely";
import { secureTenantTable } from "./tenant-table.ts";

/**
 * A chain over the audit log, made after the fact: a chain in the transactions themselves would let only one of a tenant
 * run at a time. Nobody may delete entries but through a function that takes sealed ones of an age, and records it.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE TABLE cs.audit_seals (
      tenant_id text NOT NULL REFERENCES cs.tenants (tenant_id),
      position bigint NOT NULL CHECK (position >= 1),
      audit_id text NOT NULL,
      entry_hash text NOT NULL,
      previous_hash text NOT NULL,
      seal_hash text NOT NULL,
      sealed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
      PRIMARY KEY (tenant_id, position),
      UNIQUE (tenant_id, audit_id)
    )
  `.execute(db);
  await secureTenantTable(db, "audit_seals");
  await sql`CREATE INDEX audit_entries_by_time ON cs.audit_entries (tenant_id, occurred_at, audit_id)`.execute(db);
  // STRICT: without a day nothing may count as old. The tenant is named for owners whom row-level security does not hold.
  await sql`
    CREATE FUNCTION cs.prune_audit_entries(older_than date, by_actor text, by_request text, record_id text)
    RETURNS bigint LANGUAGE plpgsql STRICT SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    DECLARE
      tenant constant text := current_setting('cs.tenant_id', true);
      pruned_up_to bigint;
      removed bigint;
    BEGIN
      IF older_than > (now() AT TIME ZONE 'UTC')::date - 30 THEN
        RAISE EXCEPTION 'audit entries are kept for at least 30 days' USING ERRCODE = 'insufficient_privilege';
      END IF;
      PERFORM pg_advisory_xact_lock(hashtextextended('cs.audit_seals ' || tenant, 0));
      pruned_up_to := coalesce(
        (SELECT min(s.position) - 1
         FROM cs.audit_seals s JOIN cs.audit_entries e ON e.tenant_id = s.tenant_id AND e.audit_id = s.audit_id
         WHERE s.tenant_id = tenant AND e.occurred_at >= older_than::timestamp AT TIME ZONE 'UTC'),
        (SELECT max(s.position) FROM cs.audit_seals s WHERE s.tenant_id = tenant));
      DELETE FROM cs.audit_entries e USING cs.audit_seals s
      WHERE e.tenant_id = tenant AND s.tenant_id = tenant AND s.audit_id = e.audit_id AND s.position <= pruned_up_to;
      GET DIAGNOSTICS removed = ROW_COUNT;
      IF removed > 0 THEN
        INSERT INTO cs.audit_entries (tenant_id, audit_id, actor, operation, request_id, changes)
        VALUES (tenant, record_id, by_actor, 'prune_audit_log', by_request, jsonb_build_array(
          jsonb_build_object('field', 'prunedUpTo', 'before', NULL, 'after', pruned_up_to),
          jsonb_build_object('field', 'olderThan', 'before', NULL, 'after', older_than)));
      END IF;
      RETURN removed;
    END $$
  `.execute(db);
  await sql`REVOKE EXECUTE ON FUNCTION cs.prune_audit_entries FROM PUBLIC`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`DROP FUNCTION cs.prune_audit_entries`.execute(db);
  await sql`DROP INDEX cs.audit_entries_by_time`.execute(db);
  await sql`DROP TABLE cs.audit_seals`.execute(db);
}
