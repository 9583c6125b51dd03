import { useTestStore } from "@cs/testing";
import { beforeAll, expect, it } from "vitest";
import { type RiskAnswer, riskIn } from "./churn-fixtures.ts";
import { scorecardInForce } from "./fixtures.ts";

const accounts = 10_000;
const store = useTestStore({ asOf: "2024-06-30" });
const numbers = Array.from({ length: accounts }, (_, index) => index + 1);
const idOf = (n: number) => `cs_${String(n).padStart(26, "0")}`;
const scoreOf = (n: number) => (n * 7919) % 101;
const bandOf = (score: number) =>
  score >= 90 ? "excellent" : score >= 70 ? "good" : score >= 50 ? "at_risk" : "critical";

/** Rows as the product writes them: scores of all but every tenth account, and ARR of all. */
beforeAll(async () => {
  const rows = numbers.map((n) => ({ id: idOf(n), n, score: scoreOf(n), band: bandOf(scoreOf(n)) }));
  const insert = (statement: string, given: readonly object[]) =>
    store.query(`${statement} FROM jsonb_to_recordset($2) AS r (id text, n int, score int, band text)`, [
      store.tenantId,
      JSON.stringify(given),
    ]);
  await insert(
    `INSERT INTO cs.accounts (tenant_id, client_id, client_name, domains, csm) SELECT $1, id, 'Name ' || n, '{}', 'CSM ' || n % 20`,
    rows,
  );
  await insert(
    `INSERT INTO cs.subscriptions (tenant_id, client_id, source, external_id, content_hash, product, start_date, arr, currency)
     SELECT $1, id, 'crm', n::text, 'h', 'P', '2024-01-01', 1000 * n, 'USD'`,
    rows,
  );
  const scored = rows.filter(({ n }) => n % 10 > 0);
  await insert(
    `INSERT INTO cs.measure_observations (tenant_id, observation_id, client_id, as_of, recorded_at, content_hash, observations)
     SELECT $1, 'o' || n, id, '2024-06-30', now(), 'h', '{}'`,
    scored,
  );
  await insert(
    `INSERT INTO cs.health_snapshots (tenant_id, snapshot_id, client_id, as_of, scorecard_id, scorecard_version, input_hash, score, band, result, observation_id)
     SELECT $1, 's' || n, id, '2024-06-30', 'default', ${scorecardInForce.version}, 'h' || n, score, band,
            jsonb_build_object('score', score, 'contributions', '[]'::jsonb, 'capsFired', '[]'::jsonb), 'o' || n`,
    scored,
  );
  await insert(
    `INSERT INTO cs.health_standings (tenant_id, client_id, as_of, snapshot_id, score, band) SELECT $1, id, '2024-06-30', 's' || n, score, band`,
    scored,
  );
}, 120_000);

it("10,000 accounts are counted and added up as an independent count says", async () => {
  const { total, totals } = await riskIn(store, { limit: 1 });
  const risky = numbers.filter((n) => n % 10 > 0 && scoreOf(n) < 70);
  const sum = (of: readonly number[]) => of.reduce((all, n) => all + 1000 * n, 0);
  expect(total).toBe(accounts);
  expect(totals).toMatchObject({
    all: { accounts, arr: [{ amount: sum(numbers) }] },
    atRisk: { accounts: risky.length, arr: [{ amount: sum(risky) }] },
    optOutDue: { accounts: 0, arr: [] },
  });
});

it("a walk over those of one manager finds each once, in order", { timeout: 120_000 }, async () => {
  const order = ["critical", "at_risk", "good", "excellent", "not_scored"];
  const place = (n: number) => order.indexOf(n % 10 > 0 ? bandOf(scoreOf(n)) : "not_scored");
  const key = (n: number) => (n % 10 > 0 ? scoreOf(n) : 0);
  for (const manager of [3, 10]) {
    const expected = numbers
      .filter((n) => n % 20 === manager)
      .sort((a, b) => place(a) - place(b) || key(a) - key(b) || a - b)
      .map(idOf);
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: RiskAnswer = await riskIn(store, { csm: `CSM ${manager}`, limit: 100, ...(cursor && { cursor }) });
      seen.push(...page.accounts.map(({ clientId }) => clientId));
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(seen).toEqual(expected);
  }
});
