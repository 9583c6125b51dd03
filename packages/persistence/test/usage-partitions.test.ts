import { build, useTestStore } from "@cs/testing";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fillTenant } from "./fill-tenant.ts";
import { byTest, deliver } from "./fixtures.ts";

const store = useTestStore();
let client: pg.Client;
beforeAll(async () => {
  await fillTenant(store.persistence, "alpha", "ALPHA");
  await fillTenant(store.persistence, "bravo", "BRAVO");
  client = new pg.Client({ connectionString: store.urls.applicationUrl });
  await client.connect();
  await client.query("SELECT set_config('cs.tenant_id', 'alpha', false)");
});
afterAll(() => client.end());

async function partitions(): Promise<string[]> {
  const rows = await store.query<{ name: string }>(
    "SELECT inhrelid::regclass::text AS name FROM pg_inherits WHERE inhparent = 'cs.usage_events'::regclass ORDER BY 1",
  );
  return rows.map(({ name }) => name.replace("cs.usage_events_", ""));
}

const refused = { code: "42501" };

describe("events", () => {
  it("stand in the partition of their month in UTC, and far ones in the first and the last", async () => {
    const placed = {
      before_2000: ["1900-01-01T00:00:00.000Z", "2000-01-01T01:00:00.000+02:00", "1999-12-31T23:59:59.999Z"],
      "2000_01": ["2000-01-01T00:00:00.000Z", "2000-01-31T23:30:00.000-00:15"],
      "2000_02": ["2000-01-31T23:59:59.9999999Z"],
      "2099_12": ["2099-12-31T23:59:59.999Z"],
      from_2100: ["2100-01-01T00:00:00.000Z", "9999-12-31T23:59:59.999Z"],
    };
    const usage = Object.values(placed)
      .flat()
      .map((occurredAt) => build.usage({ externalId: occurredAt, occurredAt }));
    expect(new Set((await deliver(store.persistence, { usage }, "alpha")).map(({ status }) => status))).toEqual(
      new Set(["inserted"]),
    );
    const rows = await store.query<{ part: string; ids: string[] }>(
      `SELECT tableoid::regclass::text AS part, array_agg(external_id ORDER BY occurred_at) AS ids
       FROM cs.usage_events WHERE external_id = ANY($1) GROUP BY 1`,
      [usage.map(({ externalId }) => externalId)],
    );
    const found = rows.map(({ part, ids }) => [part.replace("cs.usage_events_", ""), ids]);
    expect(Object.fromEntries(found)).toEqual(placed);
  });

  it("get one partition when ten writers of ten sources are the first of a month", async () => {
    const sources = Array.from({ length: 10 }, (_, index) => `source-${index}`);
    await store.persistence.write("alpha", async (tx) => {
      const { externalId, ...profile } = build.customer({ externalId: "many" });
      await tx.accounts.create(
        profile,
        sources.map((source) => ({ source, externalId })),
        byTest,
      );
    });
    const months = ["2031-01", "2031-02", "2031-03"];
    const batch = (order: readonly string[]) =>
      order.map((month) =>
        build.usage({ externalId: month, customer: "many", occurredAt: `${month}-03T10:00:00.000Z` }),
      );
    const outcomes = await Promise.all(
      sources.map((source, index) =>
        store.persistence.write("alpha", (tx) =>
          tx.facts.write("usage", source, batch(index % 2 === 0 ? months : months.toReversed())),
        ),
      ),
    );
    expect(outcomes.flat().filter(({ status }) => status === "inserted")).toHaveLength(30);
    expect((await partitions()).filter((name) => name.startsWith("2031"))).toEqual(["2031_01", "2031_02", "2031_03"]);
  });
});

describe("the application role", () => {
  it("reaches partitions only through their table", async () => {
    for (const name of await partitions()) {
      for (const statement of ["SELECT * FROM", "DELETE FROM", "TRUNCATE", "DROP TABLE"]) {
        await expect(client.query(`${statement} cs.usage_events_${name}`), name).rejects.toMatchObject(refused);
      }
    }
    await expect(
      client.query("ALTER TABLE cs.usage_events DETACH PARTITION cs.usage_events_2024_06"),
    ).rejects.toMatchObject(refused);
  });

  it("sees rows of its tenant alone in a partition that it could read", async () => {
    await store.query("GRANT SELECT ON cs.usage_events_2024_06 TO PUBLIC");
    const { rows } = await client.query("SELECT DISTINCT tenant_id FROM cs.usage_events_2024_06");
    await store.query("REVOKE SELECT ON cs.usage_events_2024_06 FROM PUBLIC");
    expect(rows).toEqual([{ tenant_id: "alpha" }]);
  });

  it("adds months from 2000 to 2099 and nothing else", async () => {
    const before = await partitions();
    const add = (...instants: (string | null)[]) => client.query("SELECT cs.add_usage_months($1)", [instants]);
    await add(null, "-infinity", "infinity", "0001-01-01 BC", "1999-12-31T23:59:59.999999Z", "2100-01-01T00:00:00Z");
    await client.query("SELECT cs.add_usage_months(NULL)");
    expect(await partitions()).toEqual(before);
    await expect(add("2024-01-01'); DROP TABLE cs.tenants; --")).rejects.toMatchObject({ code: "22007" });
    await add("2040-02-29T23:00:00Z", "2040-02-01T00:00:00Z");
    expect((await partitions()).filter((name) => !before.includes(name))).toEqual(["2040_02"]);
  });

  it("cannot turn the function to objects, dates or zones of its own", async () => {
    await client.query("CREATE TEMP TABLE pg_class (oid oid)");
    await client.query(
      "CREATE FUNCTION pg_temp.date_trunc(text, timestamptz) RETURNS timestamptz RETURN '2000-01-01'::timestamptz",
    );
    await client.query("SET search_path = pg_temp, cs");
    await client.query("SET DateStyle = 'SQL, DMY'");
    await client.query("SET TimeZone = 'Pacific/Kiritimati'");
    await client.query("SELECT cs.add_usage_months('{2041-05-31T12:00:00Z}')");
    const [part] = await store.query<{ bounds: string; owned: boolean }>(
      `SELECT pg_get_expr(relpartbound, oid) AS bounds,
              relowner = (SELECT relowner FROM pg_class WHERE oid = 'cs.usage_events'::regclass) AS owned
       FROM pg_class WHERE oid = 'cs.usage_events_2041_05'::regclass`,
    );
    expect(part).toEqual({
      bounds: "FOR VALUES FROM ('2041-05-01 00:00:00+00') TO ('2041-06-01 00:00:00+00')",
      owned: true,
    });
  });

  it("cannot count days of use anew, for itself or another tenant", async () => {
    for (const tenant of ["alpha", "bravo"]) {
      await expect(client.query("SELECT cs.rebuild_usage_days($1)", [tenant])).rejects.toMatchObject(refused);
    }
  });
});
