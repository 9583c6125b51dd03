import { useTestStore } from "@cs/testing";
import { beforeAll, describe, expect, it } from "vitest";
import { ensureTenant, scorePortfolio } from "../src/index.ts";
import { addAccount, cover, scorecardInForce } from "./fixtures.ts";

const asOf = "2024-06-30";
const store = useTestStore({ asOf });
let clientId: string;

const day = (offset: number) => new Date(Date.parse(`${asOf}T12:00:00Z`) + offset * 86_400_000).toISOString();

beforeAll(async () => {
  await cover(store, "2023-01-01", "2024-12-31");
  clientId = await addAccount(store, {
    customers: [{ customerSince: "2024-03-01" }],
    subscriptions: [{ seats: 4, autoRenew: true }],
    usage: Array.from({ length: 84 }, (_, index) => ({
      occurredAt: day(index - 83),
      user: `u${index % 4}`,
      quantity: 5,
    })),
    tickets: [{ createdAt: day(-10), firstRepliedAt: day(-10), solvedAt: day(-9), status: "solved" }],
    surveyResponses: [{ respondedAt: day(-9), score: 5 }],
  });
});

interface Result {
  clientId: string;
  snapshotId: string | null;
  score: number | null;
  band: string;
  reason: string | null;
  missing: string[];
  reasons: string[];
  contributions: { measure: string; value: number | null; weight: number; points: number; shownPoints: number }[];
  capsFired: { id: string; points: number; shownPoints: number }[];
  asOf: string;
  scorecard: { id: string; version: number };
  inputHash: string;
}
async function scoreOf(input: object = {}): Promise<Result> {
  const { results } = (await store.run("calculate_health_score", { clientIds: [clientId], ...input })) as {
    results: Result[];
  };
  const [result] = results;
  if (!result) throw new Error("no result");
  return result;
}
const snapshots = () => store.query("SELECT snapshot_id FROM cs.health_snapshots ORDER BY 1");

describe("scoring an account", () => {
  it("explains its score: contributions and caps add up, values follow from the facts", async () => {
    const result = await scoreOf();
    if (result.score === null) throw new Error(result.reason ?? "no score");
    const parts = [...result.contributions, ...result.capsFired];
    expect(parts.reduce((sum, { points }) => sum + points, 0)).toBeCloseTo(result.score, 9);
    expect(parts.reduce((sum, { shownPoints }) => sum + shownPoints, 0)).toBe(Math.round(result.score));
    expect(result.contributions.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 9);
    const values = Object.fromEntries(result.contributions.map(({ measure, value }) => [measure, value]));
    expect(values).toMatchObject({
      usage_trend: 0,
      usage_recency_days: 0,
      active_days_28: 28,
      seat_utilisation: 1,
      features_used_90: 1,
      csat_share_365: 1,
      auto_renew_share: 1,
      nps_mean_365: null,
    });
    expect(result.missing).toContainEqual(expect.stringMatching(/: no recommendation answer in 365 days$/));
  });

  it("stores one snapshot, and the same one again", async () => {
    const first = await scoreOf();
    const stored = await snapshots();
    expect(first.snapshotId).toMatch(/^hs_/);
    expect(await scoreOf()).toEqual(first);
    expect(await snapshots()).toEqual(stored);
    const rows = await store.query("SELECT score, band, input_hash FROM cs.health_snapshots WHERE snapshot_id = $1", [
      first.snapshotId,
    ]);
    expect(rows).toEqual([{ score: first.score, band: first.band, input_hash: first.inputHash }]);
  });

  it("with an assumption answers what would be, and stores nothing", async () => {
    const now = await scoreOf();
    const before = await snapshots();
    const assumed = await scoreOf({ action: "what_if", whatIf: { usage_trend: -0.9, open_p0_tickets: 2 } });
    expect(assumed.snapshotId).toBeNull();
    expect(assumed.contributions.find(({ measure }) => measure === "usage_trend")?.value).toBe(-0.9);
    expect(assumed.score ?? 100).toBeLessThanOrEqual(49);
    expect(assumed.score ?? 100).toBeLessThan(now.score ?? 0);
    expect(assumed.capsFired.map(({ id }) => id)).toEqual(["open_p0"]);
    expect(assumed.reasons[0]).toContain("A P0 ticket is open");
    expect((await scoreOf({ action: "what_if", whatIf: {} })).snapshotId).toBeNull();
    expect(await snapshots()).toEqual(before);
  });

  it("refuses an assumption about a measure that the scorecard does not have, and suggests one", async () => {
    await expect(scoreOf({ action: "what_if", whatIf: { usage_trnd: 1 } })).rejects.toMatchObject({
      code: "invalid_input",
      field: "whatIf.usage_trnd",
      message: 'Scorecard default has no measure "usage_trnd".',
      hint: 'Did you mean "usage_trend"?',
    });
    const hint = expect.stringContaining("Its measures: active_days_28, usage_trend");
    await expect(scoreOf({ action: "what_if", whatIf: { happiness_of_all: 1 } })).rejects.toMatchObject({ hint });
  });

  it("does not see facts after the day", async () => {
    const before = await scoreOf({ asOf: "2024-06-15" });
    const { scored, later } = { scored: clientId, later: "2024-06-16T00:00:00.000Z" };
    const refs = await store.query<{ external_id: string }>(
      "SELECT external_id FROM cs.external_refs WHERE client_id = $1",
      [scored],
    );
    const customer = refs[0]?.external_id ?? "";
    await store.persistence.write(store.tenantId, async (tx) => {
      const own = { customer, externalId: "later" };
      const ticket = { subject: null, priority: "P0", status: "open", firstRepliedAt: null, solvedAt: null } as const;
      await tx.facts.write("tickets", "crm", [{ ...own, ...ticket, createdAt: later, escalated: true }]);
      const churn = { decisionDate: null, effectiveDate: null, type: null, reason: null, note: null };
      await tx.facts.write("churnEvents", "crm", [{ ...own, ...churn, noticeDate: "2024-06-16" }]);
    });
    expect(await scoreOf({ asOf: "2024-06-15" })).toEqual(before);
    expect((await scoreOf({ asOf: "2024-06-16" })).capsFired.map(({ id }) => id).toSorted()).toContain("notice_served");
  });
});

describe("scoring several accounts", () => {
  it("answers in the order asked, each account once", async () => {
    const others = [await addAccount(store), await addAccount(store)];
    const asked = [others[1], clientId, others[0], clientId];
    const { results } = (await store.run("calculate_health_score", { clientIds: asked })) as { results: Result[] };
    expect(results.map((result) => result.clientId)).toEqual(asked.slice(0, 3));
    expect(results[0]).toMatchObject({
      score: null,
      band: "insufficient_data",
      reason: expect.stringContaining("missing"),
    });
    expect(results[0]?.snapshotId).toMatch(/^hs_/);
  });

  it("names every unknown id and scores nothing, also not for another tenant's account", async () => {
    await ensureTenant(store.persistence, "other");
    const theirs = await addAccount(store, {}, "other");
    const unknown = `cs_${"0".repeat(26)}`;
    const before = await snapshots();
    const fresh = await addAccount(store);
    await expect(store.run("calculate_health_score", { clientIds: [fresh, unknown, theirs] })).rejects.toMatchObject({
      code: "not_found",
      field: "clientIds",
      message: `There is no client "${unknown}", "${theirs}".`,
    });
    expect(await snapshots()).toEqual(before);
  });

  it.each([
    ["none", []],
    ["51", Array(51).fill(`cs_${"0".repeat(26)}`)],
  ])("refuses %s", async (_, clientIds) => {
    await expect(store.run("calculate_health_score", { clientIds })).rejects.toMatchObject({ field: "clientIds" });
  });
});

describe("another scorecard", () => {
  it("can be asked for by id, in its newest version; an unknown one is named with those there are", async () => {
    const active = await store.persistence.read(store.tenantId, (tx) => tx.scorecards.newest("default"));
    const only = { ...active, id: "usage_only", version: 1, groups: active.groups.slice(0, 1), caps: [] };
    await store.persistence.write(store.tenantId, async (tx) => {
      await tx.scorecards.publish(only);
      await tx.scorecards.publish({ ...only, version: 2, minimumCoverage: 0.1 });
    });
    const result = await scoreOf({ scorecardId: "usage_only" });
    expect(result.scorecard).toEqual({ id: "usage_only", version: 2 });
    expect(result.contributions.map(({ measure }) => measure)).toEqual([
      "active_days_28",
      "usage_trend",
      "usage_recency_days",
    ]);
    expect((await scoreOf()).scorecard).toEqual(scorecardInForce);
    await expect(scoreOf({ scorecardId: "usage" })).rejects.toMatchObject({
      code: "not_found",
      field: "scorecardId",
      hint: "Published are: default, usage_only.",
    });
  });
});

it("scoring the whole portfolio twice stores each score once and reports its progress", async () => {
  const total = (await store.query("SELECT 1 FROM cs.accounts WHERE tenant_id = 'default'")).length;
  // Whose terms have all ended is no customer any more and gets no score.
  const left = await addAccount(store, { subscriptions: [{ endDate: asOf }], contracts: [{ endDate: "2024-06-01" }] });
  const progress: [number, number][] = [];
  const onProgress = (done: number, of: number) => progress.push([done, of]);
  const run = () => scorePortfolio({ persistence: store.persistence, tenantId: store.tenantId, asOf, onProgress });
  expect(await run()).toBe(total);
  const stored = await snapshots();
  expect(await run()).toBe(total);
  expect(await snapshots()).toEqual(stored);
  expect(progress.at(-1)).toEqual([total + 1, total + 1]);
  expect(await store.query("SELECT 1 FROM cs.health_snapshots WHERE client_id = $1", [left])).toEqual([]);
  const stopped = scorePortfolio({
    persistence: store.persistence,
    tenantId: store.tenantId,
    asOf,
    signal: AbortSignal.abort(),
  });
  await expect(stopped).rejects.toMatchObject({ name: "AbortError" });
});
