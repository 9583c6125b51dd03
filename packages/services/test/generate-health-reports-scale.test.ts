import { beforeAll, expect, it } from "vitest";
import { scorecardInForce } from "./fixtures.ts";
import { blockOf, documentOf, generate, plainRows, reportDay, useFolder, useReportStore } from "./report-fixtures.ts";

const accounts = 10_000;
const store = useReportStore(useFolder());
const numbers = Array.from({ length: accounts }, (_, index) => index + 1);

/** Rows as the product writes them: every account has a subscription of its own size and a score of 0 to 100. */
beforeAll(async () => {
  const id = "'cs_' || lpad(n::text, 26, '0')";
  const number = `generate_series(1, ${accounts}) AS n`;
  const band = `CASE WHEN n % 101 >= 90 THEN 'excellent' WHEN n % 101 >= 70 THEN 'good'
                     WHEN n % 101 >= 50 THEN 'at_risk' ELSE 'critical' END`;
  await store.query(
    `INSERT INTO cs.accounts (tenant_id, client_id, client_name, domains)
     SELECT $1, ${id}, 'Name ' || n, '{}' FROM ${number}`,
    [store.tenantId],
  );
  await store.query(
    `INSERT INTO cs.subscriptions (tenant_id, client_id, source, external_id, content_hash, product, start_date,
                                   end_date, arr, currency)
     SELECT $1, ${id}, 'crm', n::text, 'h', 'P', '2024-01-01', date '2024-07-01' + n % 365, 1000 * n, 'USD'
     FROM ${number}`,
    [store.tenantId],
  );
  await store.query(
    `INSERT INTO cs.measure_observations (tenant_id, observation_id, client_id, as_of, recorded_at, content_hash,
                                          observations)
     SELECT $1, 'obs_' || n, ${id}, '${reportDay}', now(), 'h', '{}' FROM ${number}`,
    [store.tenantId],
  );
  await store.query(
    `INSERT INTO cs.health_snapshots (tenant_id, snapshot_id, client_id, as_of, scorecard_id, scorecard_version,
                                      input_hash, score, band, observation_id, result)
     SELECT $1, 'hs_' || n, ${id}, '${reportDay}', 'default', ${scorecardInForce.version}, 'h', n % 101, ${band}, 'obs_' || n,
            jsonb_build_object('coverage', 0.5, 'contributions', '[]'::jsonb)
     FROM ${number}`,
    [store.tenantId],
  );
  await store.query(
    `INSERT INTO cs.health_standings (tenant_id, client_id, as_of, snapshot_id, score, band)
     SELECT $1, ${id}, '${reportDay}', 'hs_' || n, n % 101, ${band} FROM ${number}`,
    [store.tenantId],
  );
});

it("10,000 accounts are reported as an independent count says", async () => {
  const answer = await generate(store);
  const scores = numbers.map((n) => n % 101);
  const values = Object.fromEntries(answer.keyFigures.map(({ label, value }) => [label, value]));
  const total = (part: readonly number[]) => part.reduce((sum, each) => sum + each, 0);
  const atRisk = numbers.filter((n) => n % 101 < 70);
  expect(values).toMatchObject({
    Accounts: accounts,
    "Mean score": total(scores) / accounts,
    "At risk or critical": atRisk.length,
    "ARR, USD": 1000 * total(numbers),
    "ARR at risk or critical, USD": 1000 * total(atRisk),
    "Covered share of the scorecard": 0.5,
  });
  const report = await documentOf(store, answer);
  const spread = blockOf(report, "bar-chart", "Spread of scores").series[0]?.values.map(({ value }) => value);
  const bins = Array.from({ length: 10 }, (_, bin) =>
    scores.filter((score) => score >= 10 * bin && (score < 10 * (bin + 1) || bin === 9)),
  );
  expect(spread).toEqual(bins.map((bin) => bin.length));
  // Terms end from 2024-07-01 on, so the 180th day after the report's is the 180th of them.
  const renewing = numbers.filter((n) => n % 365 < 180).length;
  const nearest = blockOf(report, "table", `Nearest renewals (20 of ${renewing})`);
  expect(plainRows(nearest).every(([, day]) => day === "2024-07-01")).toBe(true);
  expect(answer.markdown.join("").length).toBeLessThan(30_000);
});
