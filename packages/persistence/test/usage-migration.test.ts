import { applicationRole, asSuperuser, cloneTemplate, type DatabaseUrls, dropDatabase } from "@cs/testing";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { createPersistence, migrate } from "../src/index.ts";
import { migrateTo } from "./migrate-to.ts";

let urls: DatabaseUrls;
beforeAll(async () => {
  urls = await cloneTemplate(inject("postgresUrl"), { empty: true });
});
afterAll(() => dropDatabase(inject("postgresUrl"), urls.name));

const before = "0005-health-inputs";

const query = <Row extends object>(statement: string): Promise<Row[]> =>
  asSuperuser(urls.superuserUrl, async (client) => (await client.query<Row>(statement)).rows);

const linesOf = async (statement: string): Promise<string[]> =>
  (await query<{ line: string }>(statement)).map(({ line }) => line);

const rows = () => linesOf("SELECT to_jsonb(t)::text AS line FROM cs.usage_events t ORDER BY tenant_id, external_id");

const shape = () =>
  linesOf(`
    SELECT concat_ws(' ', attname, format_type(atttypid, atttypmod), attnotnull, pg_get_expr(d.adbin, d.adrelid)) AS line
    FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = attrelid AND d.adnum = attnum
    WHERE attrelid = 'cs.usage_events'::regclass AND attnum > 0
    UNION ALL
    SELECT concat_ws(' ', conname, pg_get_constraintdef(oid)) FROM pg_constraint
    WHERE conrelid = 'cs.usage_events'::regclass
    UNION ALL
    SELECT indexdef FROM pg_indexes WHERE tablename = 'usage_events'
    UNION ALL
    SELECT concat_ws(' ', policyname, cmd, qual, with_check) FROM pg_policies WHERE tablename = 'usage_events'
    UNION ALL
    SELECT concat_ws(' ', relkind, relrowsecurity, relforcerowsecurity) FROM pg_class
    WHERE oid = 'cs.usage_events'::regclass
    ORDER BY 1`);

/** Two tenants on either side of the date line, with the same ids, and the third event of one 25 years earlier. */
const oldRows = `
  INSERT INTO cs.tenants (tenant_id, name, time_zone, reporting_currency) VALUES
    ('east', 'e', 'Pacific/Kiritimati', 'USD'), ('west', 'w', 'Pacific/Niue', 'USD');
  INSERT INTO cs.accounts (tenant_id, client_id, client_name, domains) VALUES
    ('east', 'cs_1', 'a', '{}'), ('west', 'cs_1', 'b', '{}');
  INSERT INTO cs.usage_events (tenant_id, client_id, source, external_id, content_hash, first_recorded_at, recorded_at,
                               feature, occurred_at, quantity, duration_seconds, errors, user_ref)
  SELECT tenant, 'cs_1', 'crm', id, 'hash ' || id, arrived, arrived, 'f', occurred_at, quantity, 60, errors, 'u' || id
  FROM unnest(ARRAY['east', 'west']) AS tenant,
       (VALUES ('1', '2024-01-31T23:30:00Z'::timestamptz, 2, NULL::bigint, '2024-02-02T00:00:00Z'::timestamptz),
               ('2', '2024-02-01T09:59:59Z', 3, 1, '2024-02-03T00:00:00Z'),
               ('3', '1999-02-01T12:00:00Z', 0, 5, '2024-02-04T00:00:00Z')) AS e (id, occurred_at, quantity, errors, arrived)`;

it("carries events over into partitions, ids and days, and back as they were", async () => {
  await migrateTo(urls, before);
  await query(oldRows);
  const [oldShape, old] = [await shape(), await rows()];
  expect(old).toHaveLength(6);

  expect(await migrate({ adminUrl: urls.adminUrl, applicationRole })).toContain("0006-usage-daily");
  const parts = "SELECT DISTINCT tableoid::regclass::text AS line FROM cs.usage_events ORDER BY 1";
  expect(await linesOf(parts)).toEqual([
    "cs.usage_events_2024_01",
    "cs.usage_events_2024_02",
    "cs.usage_events_before_2000",
  ]);
  expect(await linesOf("SELECT external_id || content_hash AS line FROM cs.usage_event_keys ORDER BY 1")).toEqual([
    "1hash 1",
    "1hash 1",
    "2hash 2",
    "2hash 2",
    "3hash 3",
    "3hash 3",
  ]);
  // Kiritimati is 14 hours ahead of UTC and Niue 11 behind.
  const days = `
    SELECT concat_ws(' ', tenant_id, day, events, coalesce(errors::text, 'null'),
                     to_char(recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD')) AS line
    FROM cs.usage_daily ORDER BY tenant_id, day`;
  expect(await linesOf(days)).toEqual([
    "east 1999-02-02 0 null 2024-02-04",
    "east 2024-02-01 5 1 2024-02-03",
    "west 1999-02-01 0 null 2024-02-04",
    "west 2024-01-31 5 1 2024-02-03",
  ]);
  const users = "SELECT concat_ws(' ', tenant_id, day, user_ref) AS line FROM cs.usage_users_daily ORDER BY 1";
  expect(await linesOf(users)).toEqual([
    "east 2024-02-01 u1",
    "east 2024-02-01 u2",
    "west 2024-01-31 u1",
    "west 2024-01-31 u2",
  ]);
  const persistence = createPersistence({ url: urls.applicationUrl, size: 1 });
  const request = { clientIds: ["cs_1"], asOf: "2024-02-01", timeZone: "Pacific/Niue" };
  const facts = await persistence.read("west", (tx) => tx.queries.accountFacts(request));
  await persistence.close();
  expect(facts.map(({ usage }) => usage.days)).toEqual([[{ day: "2024-01-31", events: 5, errors: 1 }]]);

  await migrateTo(urls, before);
  expect(await rows()).toEqual(old);
  expect(await shape()).toEqual(oldShape);
});
