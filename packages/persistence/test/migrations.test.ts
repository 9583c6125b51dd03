import { applicationRole, asSuperuser, cloneTemplate, type DatabaseUrls, dropDatabase } from "@cs/testing";
import { afterEach, beforeEach, describe, expect, inject, it } from "vitest";
import { createPersistence, migrate, migrateDown } from "../src/index.ts";
import { migrations } from "../src/migrations/index.ts";
import { fillTenant } from "./fill-tenant.ts";

const names = Object.keys(migrations);

let urls: DatabaseUrls;
beforeEach(async () => {
  urls = await cloneTemplate(inject("postgresUrl"), { empty: true });
});
afterEach(() => dropDatabase(inject("postgresUrl"), urls.name));

const up = () => migrate({ adminUrl: urls.adminUrl, applicationRole });

/** Everything that defines the schema, one line each: columns, constraints, indexes, policies, rights. */
const catalogue = `
  WITH relations AS (
    SELECT c.oid, c.relname, c.relkind, c.relrowsecurity, c.relforcerowsecurity, c.relacl, c.relowner
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'cs'
  )
  SELECT concat_ws(' ', 'relation', relname, relkind, relrowsecurity, relforcerowsecurity, relowner::regrole,
                   (SELECT string_agg(a::text, ',' ORDER BY a::text) FROM unnest(relacl) a)) AS line FROM relations
  UNION ALL
  SELECT concat_ws(' ', 'column', relname, attnum, attname, format_type(atttypid, atttypmod), attnotnull,
                   pg_get_expr(d.adbin, d.adrelid), attcollation::regcollation)
  FROM relations r JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped
  LEFT JOIN pg_attrdef d ON d.adrelid = r.oid AND d.adnum = a.attnum
  UNION ALL
  SELECT concat_ws(' ', 'constraint', relname, conname, pg_get_constraintdef(con.oid))
  FROM pg_constraint con JOIN relations r ON r.oid = con.conrelid
  UNION ALL
  SELECT concat_ws(' ', 'index', indexdef) FROM pg_indexes WHERE schemaname = 'cs'
  UNION ALL
  SELECT concat_ws(' ', 'policy', tablename, policyname, permissive, roles::text, cmd, qual, with_check)
  FROM pg_policies WHERE schemaname = 'cs'
  UNION ALL
  SELECT concat_ws(' ', 'function', p.proname, pg_get_functiondef(p.oid))
  FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname = 'cs'
  UNION ALL
  SELECT concat_ws(' ', 'trigger', relname, pg_get_triggerdef(t.oid))
  FROM pg_trigger t JOIN relations r ON r.oid = t.tgrelid WHERE NOT t.tgisinternal
  ORDER BY 1`;

const dump = () =>
  asSuperuser(urls.superuserUrl, async (client) =>
    (await client.query<{ line: string }>(catalogue)).rows.map(({ line }) => line),
  );

describe("migrations", () => {
  it("run in order, and a second run finds nothing to do", async () => {
    expect(await up()).toEqual(names);
    const first = await dump();
    expect(await up()).toEqual([]);
    expect(await dump()).toEqual(first);
  });

  it("go up, down and up again to the same catalogue, also over data", async () => {
    await up();
    const first = await dump();
    expect(first.length).toBeGreaterThan(200);
    const persistence = createPersistence({ url: urls.applicationUrl, size: 1 });
    await fillTenant(persistence, "alpha", "ALPHA");
    await persistence.close();
    await migrateDown(urls.adminUrl);
    const bare = (await dump()).filter((line) => !line.includes("schema_migrations"));
    expect(bare).toEqual([]);
    expect(await up()).toEqual(names);
    expect(await dump()).toEqual(first);
  });

  it("keep the rows that are there when nothing is left to do", async () => {
    await up();
    const persistence = createPersistence({ url: urls.applicationUrl, size: 1 });
    const clientId = await fillTenant(persistence, "alpha", "ALPHA");
    await up();
    expect(await persistence.read("alpha", (tx) => tx.accounts.idsAfter(null, 10))).toEqual([clientId]);
    await persistence.close();
  });

  it("run once when five processes start at the same time", async () => {
    const ran = await Promise.all(Array.from({ length: 5 }, up));
    expect(ran.toSorted((a, b) => b.length - a.length)).toEqual([names, [], [], [], []]);
    const persistence = createPersistence({ url: urls.applicationUrl, size: 1 });
    expect(await persistence.check()).toEqual({ pendingMigrations: [] });
    await persistence.close();
  });

  it("fail in words when the login may not create the schema", async () => {
    const failure = migrate({ adminUrl: urls.applicationUrl, applicationRole });
    await expect(failure).rejects.toMatchObject({
      code: "persistence",
      hint: expect.stringContaining("DATABASE_ADMIN_URL"),
    });
  });
});
