import { applicationRole, ownerRole, useTestStore } from "@cs/testing";
import { beforeAll, describe, expect, it } from "vitest";
import { functionGrants, grants } from "../src/schema/grants.ts";
import { fillTenant } from "./fill-tenant.ts";

const store = useTestStore();
// Use creates the partition of its month.
beforeAll(() => fillTenant(store.persistence, "alpha", "ALPHA"));

const ofMigrations = ["schema_migrations", "schema_migrations_lock"];

interface Relation {
  name: string;
  kind: string;
  partition: boolean;
  enabled: boolean;
  forced: boolean;
}

/** Everything in the schema that holds rows, the tables of the migrations apart. */
async function relations(): Promise<Relation[]> {
  const rows = await store.query<Relation>(`
    SELECT c.relname AS name, c.relkind AS kind, c.relispartition AS partition, c.relrowsecurity AS enabled,
           c.relforcerowsecurity AS forced
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = 'cs' AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
    ORDER BY 1`);
  return rows.filter(({ name }) => !ofMigrations.includes(name));
}

/** The names of the tables, without those of their partitions. */
async function tables(): Promise<string[]> {
  return (await relations()).flatMap(({ name, partition }) => (partition ? [] : name));
}

/** Columns of every primary key, unique index and foreign key, with the columns a foreign key points at. */
const keys = `
  SELECT c.relname AS table, con.conname AS name, con.contype::text AS type,
         ARRAY(SELECT a.attname FROM unnest(con.conkey) WITH ORDINALITY k (n, i)
               JOIN pg_attribute a ON a.attrelid = con.conrelid AND a.attnum = k.n ORDER BY i)::text[] AS columns,
         ARRAY(SELECT a.attname FROM unnest(con.confkey) WITH ORDINALITY k (n, i)
               JOIN pg_attribute a ON a.attrelid = con.confrelid AND a.attnum = k.n ORDER BY i)::text[] AS targets
  FROM pg_constraint con JOIN pg_class c ON c.oid = con.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE n.nspname = 'cs' AND con.contype IN ('p', 'u', 'f')
  UNION ALL
  SELECT c.relname, i.relname, 'index',
         ARRAY(SELECT a.attname FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum = ANY (x.indkey::int2[]))::text[],
         '{}'::text[]
  FROM pg_index x JOIN pg_class c ON c.oid = x.indrelid JOIN pg_class i ON i.oid = x.indexrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE n.nspname = 'cs' AND x.indisunique`;

describe("row-level security", () => {
  it("is enabled and forced on every table and partition, and there is nothing else", async () => {
    const found = await relations();
    expect(found.length).toBeGreaterThan(0);
    for (const relation of found) {
      const kind = relation.name === "usage_events" ? "p" : "r";
      expect(relation).toMatchObject({ kind, enabled: true, forced: true });
    }
    expect(found.flatMap(({ name, partition }) => (partition ? name : []))).toEqual([
      "usage_events_2024_06",
      "usage_events_before_2000",
      "usage_events_from_2100",
    ]);
  });

  it("has exactly one policy that permits per table, for all commands and roles, and it compares the tenant; outbox and API keys are also open to their owner", async () => {
    const policies = await store.query<{ tablename: string; permissive: string }>(`
      SELECT tablename, permissive, roles::text AS roles, cmd, qual, with_check AS "withCheck"
      FROM pg_policies WHERE schemaname = 'cs' ORDER BY tablename, policyname`);
    const compared = "(tenant_id = current_setting('cs.tenant_id'::text, true))";
    const ofTenant = { permissive: "PERMISSIVE", roles: "{public}", cmd: "ALL", qual: compared, withCheck: compared };
    const ofOwner = { ...ofTenant, roles: `{${ownerRole}}`, qual: "true", withCheck: "true" };
    expect(policies.filter(({ permissive }) => permissive === "PERMISSIVE")).toEqual(
      (await relations()).flatMap(({ name: tablename }) => [
        ...(["api_keys", "outbox"].includes(tablename) ? [{ tablename, ...ofOwner }] : []),
        { tablename, ...ofTenant },
      ]),
    );
  });

  it("finds the tenant in every primary key, unique index and foreign key", async () => {
    const rows = await store.query<{ table: string; type: string; columns: string[]; targets: string[] }>(keys);
    const found = rows.filter(({ table }) => !ofMigrations.includes(table));
    expect(new Set(found.map(({ type }) => type))).toEqual(new Set(["p", "u", "f", "index"]));
    for (const key of found) {
      expect(key.columns, JSON.stringify(key)).toContain("tenant_id");
      if (key.type === "f") expect(key.targets[key.columns.indexOf("tenant_id")]).toBe("tenant_id");
    }
    const withPrimaryKey = found.filter(({ type }) => type === "p").map(({ table }) => table);
    expect(withPrimaryKey.toSorted()).toEqual((await relations()).map(({ name }) => name));
  });

  it("lets no tenant be empty", async () => {
    const nullable = await store.query(
      "SELECT table_name FROM information_schema.columns WHERE table_schema = 'cs' AND column_name = 'tenant_id' AND is_nullable = 'YES'",
    );
    expect(nullable).toEqual([]);
  });
});

describe("grants", () => {
  it("list exactly the tables that there are", async () => {
    expect(Object.keys(grants).toSorted()).toEqual(await tables());
  });

  it("are exactly what PostgreSQL gives the application role, and nothing goes to everybody", async () => {
    const rows = await store.query<{ table: string; privileges: string[] }>(
      `SELECT c.relname AS table, array_agg(acl.privilege_type::text ORDER BY acl.privilege_type) AS privileges
       FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace,
            aclexplode(c.relacl) AS acl LEFT JOIN pg_roles r ON r.oid = acl.grantee
       WHERE n.nspname = 'cs' AND (acl.grantee = 0 OR r.rolname = $1)
       GROUP BY 1 ORDER BY 1`,
      [applicationRole],
    );
    const expected = { ...grants, schema_migrations: ["SELECT"] };
    expect(Object.fromEntries(rows.map((row) => [row.table, row.privileges]))).toEqual(
      Object.fromEntries(Object.entries(expected).map(([table, list]) => [table, [...list].toSorted()])),
    );
  });

  it("let the application role call exactly the functions that are listed, and everybody none", async () => {
    const rows = await store.query<{ name: string; role: string | null }>(
      `SELECT p.proname AS name, r.rolname AS role
       FROM pg_proc p, aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) AS acl
       LEFT JOIN pg_roles r ON r.oid = acl.grantee
       WHERE p.pronamespace = 'cs'::regnamespace AND acl.grantee <> p.proowner`,
    );
    expect(rows.toSorted((a, b) => (a.name < b.name ? -1 : 1))).toEqual(
      functionGrants.toSorted().map((name) => ({ name, role: applicationRole })),
    );
  });

  it("let nobody but the owner create anything in the schema", async () => {
    const rows = await store.query(
      "SELECT has_schema_privilege($1, 'cs', 'CREATE') AS creates, has_schema_privilege($1, 'cs', 'USAGE') AS uses",
      [applicationRole],
    );
    expect(rows).toEqual([{ creates: false, uses: true }]);
  });
});
