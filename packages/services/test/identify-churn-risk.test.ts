import { useTestStore } from "@cs/testing";
import { beforeAll, describe, expect, it } from "vitest";
import { backtestChurn, type ChurnBacktest, ensureTenant } from "../src/index.ts";
import { makeWorld, type RiskAnswer, riskIn, worldAsOf } from "./churn-fixtures.ts";

const store = useTestStore({ asOf: worldAsOf });
let trained: ChurnBacktest;
const train = () =>
  backtestChurn({
    persistence: store.persistence,
    tenantId: store.tenantId,
    asOf: worldAsOf,
    kind: "logistic",
    leadMonths: [1],
    rounds: 30,
    author: "tester",
  });

/** Every account of every page. */
async function walk(input: object): Promise<RiskAnswer["accounts"][number][]> {
  const accounts: RiskAnswer["accounts"][number][] = [];
  let cursor: string | null = null;
  do {
    const page: RiskAnswer = await riskIn(store, { ...input, ...(cursor && { cursor }) });
    accounts.push(...page.accounts);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return accounts;
}

const bandOrder = ["critical", "at_risk", "good", "excellent", "insufficient_data", "not_scored"];

beforeAll(() => makeWorld(store, { accounts: 180, months: 16 }), 120_000);

describe("a portfolio without a model", () => {
  it("is ranked by band, deadlines in the horizon and score, and says why", async () => {
    const answer = await riskIn(store);
    expect(answer).toMatchObject({ rankedBy: "health", model: null, recorded: null });
    expect(answer.rankedByReason).toContain("no churn model is stored");
    expect(answer.probabilityReason).toContain("no churn model is stored");
    const accounts = await walk({ limit: 20 });
    const due = ({ daysToOptOut: days }: (typeof accounts)[number]) => days !== null && days >= 0 && days <= 93;
    const expected = accounts.toSorted(
      (a, b) =>
        bandOrder.indexOf(a.band) - bandOrder.indexOf(b.band) ||
        Number(due(b)) - Number(due(a)) ||
        (due(a) ? (a.daysToOptOut ?? 0) - (b.daysToOptOut ?? 0) : 0) ||
        (a.score ?? 101) - (b.score ?? 101) ||
        (a.clientId < b.clientId ? -1 : 1),
    );
    expect(accounts).toEqual(expected);
    expect(accounts.some(due)).toBe(true);
    expect(new Set(accounts.map(({ band }) => band)).size).toBeGreaterThan(2);
    expect(accounts.every(({ probability, logOdds }) => probability === null && logOdds === null)).toBe(true);
    expect(accounts[0]?.reasons.length).toBeGreaterThan(0);
  });

  it("knows the deadline from the contract, and says where there is none", async () => {
    for (const { clientId, daysToOptOut, optOutReason } of await walk({ limit: 100 })) {
      // 30 days before 2024-08-09 is 2024-07-10.
      expect(daysToOptOut).toBe(clientId.endsWith("0") ? 10 : null);
      if (daysToOptOut === null) expect(optOutReason).toContain("no active contract");
    }
  });
});

describe("a portfolio with a model", () => {
  beforeAll(async () => {
    trained = await train();
  }, 120_000);

  /** The stored model as the database has it, applied by hand to the stored measures. */
  async function independently(horizonMonths: number) {
    const [row] = await store.query<{ trained: Trained }>(
      `SELECT trained FROM cs.churn_models, jsonb_array_elements(horizons) AS trained
       WHERE (trained ->> 'horizonMonths')::int = $1`,
      [horizonMonths],
    );
    const { model, calibration } = row?.trained ?? {};
    if (!model || calibration?.method !== "platt") throw new Error("a calibrated model was expected");
    const accounts = await store.query<{ id: string; arr: string; observed: Record<string, { value: number | null }> }>(
      `SELECT client_id AS id, observations AS observed,
              (SELECT sum(arr) FROM cs.subscriptions s WHERE s.client_id = h.client_id AND end_date IS NULL OR s.client_id = h.client_id AND end_date > $1) AS arr
       FROM cs.health_standings h JOIN cs.health_snapshots USING (tenant_id, snapshot_id, client_id)
       JOIN cs.measure_observations USING (tenant_id, observation_id, client_id)`,
      [worldAsOf],
    );
    return accounts.map(({ id, arr, observed }) => {
      const logOdds = model.terms.reduce((sum, { feature, mean, slope, whenMissing }) => {
        const value = observed[feature]?.value ?? null;
        const gap = whenMissing ? whenMissing.coefficient * ((value === null ? 1 : 0) - whenMissing.share) : 0;
        return sum + gap + (slope && value !== null ? slope.coefficient * (value - mean) : 0);
      }, model.baseline);
      const probability = 1 / (1 + Math.exp(-(calibration.intercept + calibration.slope * logOdds)));
      return { id, arr: Number(arr), logOdds, probability };
    });
  }

  it.each([1, 3, 6])("is ranked within %i months as the model says, calculated by hand", async (horizonMonths) => {
    const expected = (await independently(horizonMonths)).sort(
      (a, b) => b.logOdds - a.logOdds || (a.id < b.id ? -1 : 1),
    );
    const accounts = await walk({ horizonMonths, limit: 33 });
    expect(accounts.map(({ clientId }) => clientId)).toEqual(expected.map(({ id }) => id));
    expect(accounts.map(({ place }) => place)).toEqual(expected.map((_, index) => index + 1));
    for (const [index, { logOdds, probability }] of accounts.entries()) {
      expect(logOdds).toBeCloseTo(expected[index]?.logOdds ?? Number.NaN, 9);
      expect(probability).toBeCloseTo(expected[index]?.probability ?? Number.NaN, 9);
    }
    const { totals, rankedBy, rankedByReason, probabilityReason, model } = await riskIn(store, {
      horizonMonths,
      limit: 1,
    });
    expect({ rankedBy, rankedByReason, probabilityReason }).toEqual({
      rankedBy: "model",
      rankedByReason: null,
      probabilityReason: null,
    });
    const [tested] = trained.evaluations.find(({ windowMonths }) => windowMonths === horizonMonths)?.scorers ?? [];
    expect(model).toMatchObject({
      ...{ modelId: trained.stored.modelId, signal: "found" },
      untested: tested?.probability ? null : expect.stringContaining("100 known outcomes"),
    });
    const sum = (of: (each: (typeof expected)[number]) => number) => expected.reduce((all, each) => all + of(each), 0);
    expect(totals?.all).toMatchObject({
      accounts: expected.length,
      arr: [{ amount: sum(({ arr }) => arr), currency: "USD" }],
    });
    expect(totals?.expectedLeavers).toBeCloseTo(
      sum(({ probability }) => probability),
      9,
    );
    expect(totals?.expectedArrLost).toMatchObject([
      { amount: Math.round(sum(({ arr, probability }) => arr * probability)) },
    ]);
  });

  it("explains each place by parts that sum with the baseline to the log-odds", async () => {
    const { model } = trained.stored.horizons.find(({ horizonMonths }) => horizonMonths === 3) ?? {};
    const { baseline } = model as Trained["model"];
    for (const { evidence, logOdds, reasons } of await walk({ limit: 100 })) {
      const sum = evidence.reduce((all, { effect }) => all + effect, baseline);
      expect(Math.abs(sum - (logOdds ?? Number.NaN))).toBeLessThan(1e-9);
      expect(reasons.length).toBe(Math.min(3, evidence.filter(({ effect }) => effect > 0).length));
    }
  });

  it("is not ranked by a model on a day whose future the model knows", async () => {
    const { rankedBy, rankedByReason, model } = await riskIn(store, { asOf: "2024-06-29" });
    expect([rankedBy, rankedByReason, model]).toEqual(["health", expect.stringContaining("for this day"), null]);
  });

  it("is filtered by stage, band, manager, segment and ARR", async () => {
    const all = await walk({ limit: 100 });
    const some = await walk({ limit: 100, csm: "CSM 1", segment: "smb", minimumArr: 20_000, maximumArr: 90_000 });
    // Account n has CSM n % 4 and 1,000 (n + 1) of ARR.
    const number = (id: string) => Number(id.slice(3));
    const expected = all.filter(({ clientId: id }) => number(id) % 4 === 1 && number(id) >= 19 && number(id) < 90);
    expect(some.map(({ clientId }) => clientId)).toEqual(expected.map(({ clientId }) => clientId));
    expect(some.length).toBeGreaterThan(3);
    const critical = await walk({ limit: 100, bands: ["critical"] });
    expect(critical.map(({ clientId }) => clientId)).toEqual(
      all.filter(({ band }) => band === "critical").map(({ clientId }) => clientId),
    );
    expect((await riskIn(store, { lifecycleStage: "renewal" })).total).toBe(0);
  });

  it("shows an account without a score last, and makes nothing up for it", async () => {
    const id = `cs_${"9".repeat(26)}`;
    await store.query(
      "INSERT INTO cs.accounts (tenant_id, client_id, client_name, domains) VALUES ($1, $2, 'New', '{}')",
      [store.tenantId, id],
    );
    const accounts = await walk({ limit: 100 });
    expect(accounts.at(-1)).toMatchObject({
      clientId: id,
      band: "not_scored",
      logOdds: null,
      probability: null,
      reasons: ["the account was not scored yet"],
      evidence: [],
    });
    await store.query("DELETE FROM cs.accounts WHERE client_id = $1", [id]);
  });

  it("records predictions once, and shows what was recorded", async () => {
    const key = { action: "record", horizonMonths: 3, limit: 2 };
    const first = await riskIn(store, { ...key, idempotencyKey: "record-1" });
    expect(first.recorded).toEqual({ stored: first.total, unchanged: 0 });
    expect(await riskIn(store, { ...key, idempotencyKey: "record-1" })).toEqual(first);
    expect((await riskIn(store, key)).recorded).toEqual({ stored: 0, unchanged: first.total });
    const [account] = first.accounts;
    if (!account) throw new Error("there is an account");
    const { clientId, logOdds, probability, evidence } = account;
    await riskIn(store, { ...key, horizonMonths: 6 });
    const pages = [await riskIn(store, { action: "history", clientId, limit: 1 })];
    pages.push(await riskIn(store, { action: "history", clientId, limit: 1, cursor: pages[0]?.nextCursor ?? "" }));
    expect(pages.map(({ total, nextCursor }) => [total, nextCursor !== null])).toEqual([
      [2, true],
      [2, false],
    ]);
    expect(pages.map(({ predictions }) => predictions)).toMatchObject([
      [{ horizonMonths: 6, author: "tester" }],
      [{ horizonMonths: 3, logOdds, probability, evidence, modelId: trained.stored.modelId }],
    ]);
  });

  it("writes nothing when it only ranks, and leaves an entry in the audit log when it records", async () => {
    const count = async (table: string) =>
      (await store.query<{ n: number }>(`SELECT count(*)::int AS n FROM cs.${table}`))[0]?.n;
    const before = [await count("churn_predictions"), await count("audit_entries")];
    await riskIn(store);
    expect([await count("churn_predictions"), await count("audit_entries")]).toEqual(before);
    await riskIn(store, { action: "record", horizonMonths: 1 });
    expect(
      await store.query("SELECT operation, changes FROM cs.audit_entries ORDER BY audit_id DESC LIMIT 1"),
    ).toMatchObject([{ operation: "identify_churn_risk" }]);
  });
});

describe("a call that is refused", () => {
  it.each([
    [{ horizonMonths: 4 }, { code: "invalid_input", field: "horizonMonths" }],
    [{ cursor: "broken" }, { code: "invalid_input", field: "cursor" }],
    [{ action: "history", clientId: `cs_${"0".repeat(22)}9999` }, { code: "not_found" }],
    [
      { action: "record", asOf: "2024-01-01" },
      { code: "invalid_input", field: "asOf" },
    ],
    [{ minimumArr: -1 }, { code: "invalid_input", field: "minimumArr" }],
  ])("%j", async (input, error) => {
    await expect(riskIn(store, input)).rejects.toMatchObject(error);
  });

  it("has a cursor of another question", async () => {
    const { nextCursor } = await riskIn(store, { limit: 1 });
    const other = { limit: 1, horizonMonths: 6, cursor: nextCursor };
    await expect(riskIn(store, other)).rejects.toMatchObject({
      field: "cursor",
      message: expect.stringContaining("another filter"),
    });
  });

  it("writes without the scope, or where nothing may be written", async () => {
    const record = { action: "record" };
    await expect(store.run("identify_churn_risk", record, { scopes: ["cs:read"] })).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(store.run("identify_churn_risk", record, { readOnly: true })).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(store.run("identify_churn_risk", {}, { scopes: ["cs:read"], readOnly: true })).resolves.toBeDefined();
  });
});

it("an empty portfolio has an empty ranking", async () => {
  await ensureTenant(store.persistence, "empty");
  const answer = await store.run("identify_churn_risk", {}, { tenantId: "empty" });
  expect(answer).toMatchObject({
    rankedBy: "health",
    accounts: [],
    total: 0,
    nextCursor: null,
    totals: { all: { accounts: 0, arr: [] }, expectedLeavers: null },
  });
  expect(await store.run("identify_churn_risk", { action: "record" }, { tenantId: "empty" })).toMatchObject({
    recorded: { stored: 0, unchanged: 0 },
  });
});

/** A stored horizon, as far as a calculation by hand reads it. */
interface Trained {
  readonly model: {
    readonly baseline: number;
    readonly terms: readonly {
      readonly feature: string;
      readonly mean: number;
      readonly slope: { readonly coefficient: number } | null;
      readonly whenMissing: { readonly coefficient: number; readonly share: number } | null;
    }[];
  };
  readonly calibration: { readonly method: string; readonly intercept: number; readonly slope: number } | null;
}
