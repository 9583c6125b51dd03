import { applicationRole, asSuperuser, cloneTemplate, type DatabaseUrls, dropDatabase } from "@cs/testing";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { migrate } from "../src/index.ts";
import { migrateTo } from "./migrate-to.ts";

let urls: DatabaseUrls;
beforeAll(async () => {
  urls = await cloneTemplate(inject("postgresUrl"), { empty: true });
});
afterAll(() => dropDatabase(inject("postgresUrl"), urls.name));

const before = "0008-rescoring-runs";

const query = <Row extends object>(statement: string): Promise<Row[]> =>
  asSuperuser(urls.superuserUrl, async (client) => (await client.query<Row>(statement)).rows);

/** Two tenants with the same ids and other scores, one of them without a score on its second day. */
const oldRows = `
  INSERT INTO cs.tenants (tenant_id, name, time_zone, reporting_currency) VALUES
    ('east', 'e', 'UTC', 'USD'), ('west', 'w', 'UTC', 'USD');
  INSERT INTO cs.accounts (tenant_id, client_id, client_name, domains) VALUES
    ('east', 'cs_1', 'ÅBO Works', '{}'), ('west', 'cs_1', 'b', '{}');
  INSERT INTO cs.scorecards (tenant_id, scorecard_id, version, definition) VALUES
    ('east', 'default', 1, '{}'), ('west', 'default', 1, '{}');
  INSERT INTO cs.measure_observations (tenant_id, observation_id, client_id, as_of, recorded_at, content_hash, observations)
  SELECT tenant, 'obs', 'cs_1', '2026-01-01', now(), 'hash', '{}' FROM unnest(ARRAY['east', 'west']) AS tenant;
  INSERT INTO cs.health_snapshots (tenant_id, snapshot_id, client_id, as_of, scorecard_id, scorecard_version, input_hash,
                                   score, band, result, observation_id)
  SELECT tenant, id, 'cs_1', day::date, 'default', 1, id, score, band, '{}', 'obs'
  FROM (VALUES ('east', 'hs_1', '2026-01-01', 93.5, 'excellent'), ('east', 'hs_0', '2026-01-01', 12, 'critical'),
               ('west', 'hs_1', '2026-01-01', 71, 'good'), ('west', 'hs_2', '2026-01-02', NULL, 'insufficient_data'))
    AS snapshot (tenant, id, day, score, band);
  INSERT INTO cs.health_standings (tenant_id, client_id, as_of, snapshot_id) VALUES
    ('east', 'cs_1', '2026-01-01', 'hs_1'), ('west', 'cs_1', '2026-01-01', 'hs_1'), ('west', 'cs_1', '2026-01-02', 'hs_2')`;

it("gives standings the score and band of their snapshot, and names a key, in every tenant", async () => {
  await migrateTo(urls, before);
  await query(oldRows);
  await migrate({ adminUrl: urls.adminUrl, applicationRole });
  const standings = "SELECT tenant_id, as_of::text, score, band FROM cs.health_standings ORDER BY tenant_id, as_of";
  expect(await query(standings)).toEqual([
    { tenant_id: "east", as_of: "2026-01-01", score: 93.5, band: "excellent" },
    { tenant_id: "west", as_of: "2026-01-01", score: 71, band: "good" },
    { tenant_id: "west", as_of: "2026-01-02", score: null, band: "insufficient_data" },
  ]);
  const keys = "SELECT name_key FROM cs.accounts ORDER BY tenant_id";
  expect(await query(keys)).toEqual([{ name_key: "åbo works" }, { name_key: "b" }]);
  const open =
    "SELECT relname FROM pg_class WHERE relname LIKE 'health_s%s' AND relkind = 'r' AND NOT relforcerowsecurity";
  expect(await query(open)).toEqual([]);
});
