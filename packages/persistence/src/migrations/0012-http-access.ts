import { type Kysely, sql } from "kysely";
import { secureTenantTable } from "./tenant-table.ts";

/**
 * Who may call over HTTP, and how often. A key comes before its tenant is known: the two functions look across tenants,
 * for which one more policy opens this table to its owner. The application's role stays under row-level security.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE TABLE cs.api_keys (
      tenant_id text NOT NULL REFERENCES cs.tenants (tenant_id),
      key_id text NOT NULL,
      name text NOT NULL,
      key_hash text NOT NULL CHECK (key_hash ~ '^[0-9a-f]{64}$'),
      scopes text[] NOT NULL
        CHECK (scopes <@ ARRAY['cs:read', 'cs:write', 'cs:admin', 'cs:gdpr', 'cs:vault'] AND cardinality(scopes) > 0),
      created_by text NOT NULL,
      created_at timestamptz NOT NULL DEFAULT now(),
      last_used_at timestamptz,
      revoked_at timestamptz,
      PRIMARY KEY (tenant_id, key_id),
      UNIQUE (tenant_id, name)
    )
  `.execute(db);
  await sql`CREATE INDEX api_keys_by_hash ON cs.api_keys (key_hash)`.execute(db);
  await secureTenantTable(db, "api_keys");
  await sql`CREATE POLICY directory ON cs.api_keys TO CURRENT_USER USING (true) WITH CHECK (true)`.execute(db);
  // A minute is precise enough for "last used", and saves a write per call.
  await sql`
    CREATE FUNCTION cs.find_api_key(hash text) RETURNS TABLE (tenant text, key_name text, granted text[])
    LANGUAGE plpgsql STRICT SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    BEGIN
      UPDATE cs.api_keys k SET last_used_at = now()
      WHERE k.key_hash = hash AND k.revoked_at IS NULL
        AND (k.last_used_at IS NULL OR k.last_used_at < now() - interval '1 minute');
      RETURN QUERY
        SELECT k.tenant_id, k.name, k.scopes FROM cs.api_keys k WHERE k.key_hash = hash AND k.revoked_at IS NULL;
    END $$
  `.execute(db);
  await sql`
    CREATE FUNCTION cs.has_api_keys() RETURNS boolean
    LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$ SELECT EXISTS (SELECT FROM cs.api_keys k WHERE k.revoked_at IS NULL) $$
  `.execute(db);
  await sql`REVOKE EXECUTE ON FUNCTION cs.find_api_key, cs.has_api_keys FROM PUBLIC`.execute(db);
  await sql`CREATE SCHEMA cs_limits`.execute(db);
  await sql`
    CREATE UNLOGGED TABLE cs_limits.counters (
      key varchar(255) PRIMARY KEY,
      points integer NOT NULL DEFAULT 0,
      expire bigint
    ) WITH (fillfactor = 50)
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`DROP SCHEMA cs_limits CASCADE`.execute(db);
  await sql`DROP FUNCTION cs.has_api_keys, cs.find_api_key`.execute(db);
  await sql`DROP TABLE cs.api_keys`.execute(db);
}
