import { applicationRole, asSuperuser, cloneTemplate, type DatabaseUrls, dropDatabase } from "@cs/testing";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { migrate } from "../src/index.ts";
import { healthScore } from "./entities.ts";
import { migrateTo } from "./migrate-to.ts";

let urls: DatabaseUrls;
beforeAll(async () => {
  urls = await cloneTemplate(inject("postgresUrl"), { empty: true });
});
afterAll(() => dropDatabase(inject("postgresUrl"), urls.name));

const before = "0026-delivered-effects";

const query = <Row extends object>(statement: string, values: unknown[] = []): Promise<Row[]> =>
  asSuperuser(urls.superuserUrl, async (client) => (await client.query<Row>(statement, values)).rows);

/** A score with all its digits, and text that JSON has to quote. */
const score = healthScore({ score: 59.640339216399994, reason: 'a "reason"\nof two lines \\ Å' });

/** One snapshot in each of two tenants. */
const oldRows = [
  `INSERT INTO cs.tenants (tenant_id, name, time_zone, reporting_currency) VALUES
     ('east', 'e', 'UTC', 'USD'), ('west', 'w', 'UTC', 'USD')`,
  `INSERT INTO cs.accounts (tenant_id, client_id, client_name, domains)
   SELECT tenant_id, 'cs_1', 'a', '{}' FROM cs.tenants`,
  "INSERT INTO cs.scorecards (tenant_id, scorecard_id, version, definition) SELECT tenant_id, 'default', 1, '{}' FROM cs.tenants",
  `INSERT INTO cs.measure_observations (tenant_id, observation_id, client_id, as_of, recorded_at, content_hash, observations)
   SELECT tenant_id, 'obs', 'cs_1', '2026-01-01', now(), 'hash', '{}' FROM cs.tenants`,
];
const oldSnapshots = `
  INSERT INTO cs.health_snapshots (tenant_id, snapshot_id, client_id, as_of, scorecard_id, scorecard_version, input_hash,
                                   score, band, result, observation_id)
  SELECT tenant_id, 'hs_1', 'cs_1', '2026-01-01', 'default', 1, 'hash', 59, 'at_risk', $1::jsonb, 'obs' FROM cs.tenants`;

const stored = () =>
  query("SELECT tenant_id, result, pg_typeof(result)::text AS type FROM cs.health_snapshots ORDER BY tenant_id");
const inBoth = (type: string) => ["east", "west"].map((tenant_id) => ({ tenant_id, result: score, type }));

it("keeps what stored snapshots say, in every tenant, upwards and back", async () => {
  await migrateTo(urls, before);
  for (const statement of oldRows) await query(statement);
  await query(oldSnapshots, [JSON.stringify(score)]);
  expect(await stored()).toEqual(inBoth("jsonb"));
  await migrate({ adminUrl: urls.adminUrl, applicationRole });
  expect(await stored()).toEqual(inBoth("json"));
  await migrateTo(urls, before);
  expect(await stored()).toEqual(inBoth("jsonb"));
});
