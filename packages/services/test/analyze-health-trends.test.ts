import { computedScore, type TestStore, useTestStore } from "@cs/testing";
import { beforeAll, describe, expect, it } from "vitest";
import { ensureTenant, scoreHistory } from "../src/index.ts";
import { addAccount, cover, scorecardInForce } from "./fixtures.ts";

const asOf = "2024-06-30";
const day = (offset: number) => new Date(Date.parse(asOf) + offset * 86_400_000).toISOString().slice(0, 10);

interface Change {
  from: string;
  before: number;
  after: number;
  difference: number;
  factors: Record<string, number>;
  measures: { measure: string; points: number; before: number; after: number }[];
  caps: { before: string[]; after: string[] };
}
interface Answer {
  accounts: number;
  scorecards: string[];
  trend: { direction: string; points: number; slope: number; p: number; reason: string | null };
  forecast: { day: string; value: number; low: number; high: number };
  series: { day: string; score: number; accounts: number }[];
  partialDays: number;
  migration: Record<string, Record<string, number>>;
  movers: { clientId: string; clientName: string; to: string; change: Change }[];
  declining: { total: number; clients: { clientId: string; slope: number }[] };
  improving: { total: number };
  tested: number;
  alerts: { total: number; latest: { clientId: string; day: string; kind: string }[] };
  incidents: { day: string; compared: number; moved: number; heldBack: number }[];
}
const askIn = async (store: TestStore, input: object = {}) =>
  (await store.run("analyze_health_trends", input)) as unknown as Answer;

/** Stored scores by weeks, given as they are: what is tested here is how they are read. */
describe("trends over stored scores", () => {
  const store = useTestStore({ asOf });
  let falling: string;
  let steady: string[];
  const weeks = 10;
  const bandOf = (score: number) =>
    score >= 90 ? "excellent" : score >= 70 ? "good" : score >= 50 ? "at_risk" : "critical";

  async function put(clientId: string, offset: number, score: number): Promise<void> {
    await store.persistence.write(store.tenantId, (tx) =>
      tx.snapshots.record([
        computedScore(clientId, {
          score,
          band: bandOf(score),
          reason: null,
          provedBand: "critical",
          coverage: 1,
          confidence: 1,
          interval: { low: score, high: score },
          contributions: [],
          capsFired: [],
          capsUndecided: [],
          asOf: day(offset),
          scorecard: scorecardInForce,
          inputHash: `${clientId} ${offset}`,
        }),
      ]),
    );
  }

  beforeAll(async () => {
    falling = await addAccount(store, { customers: [{ clientName: "Falling Ltd", segment: "smb", csm: "Ann" }] });
    steady = await Promise.all(
      Array.from({ length: 9 }, () => addAccount(store, { customers: [{ segment: "enterprise" }] })),
    );
    for (let week = 0; week < weeks; week += 1) {
      const offset = 7 * (week + 1 - weeks);
      // From 84 to 48: 4 points a week.
      await put(falling, offset, 84 - 4 * week);
      for (const [index, clientId] of steady.entries()) await put(clientId, offset, 80 + index + (week % 2) * 0.5);
    }
    await put(falling, -2, 47);
  });

  it("tells the slope of one client in points per 30 days, and where it leads", async () => {
    const { trend, forecast, accounts, tested } = await askIn(store, { clientId: falling, to: day(-7) });
    expect(accounts).toBe(1);
    expect(tested).toBe(1);
    expect(trend).toMatchObject({ direction: "declining", points: 9, reason: null });
    // 4 points in 7 days.
    expect(trend.slope).toBeCloseTo((30 * -4) / 7, 9);
    // S = -36, variance 9 * 8 * 23 / 18 = 92: z = -35 / sqrt(92) = -3.649, two-sided 0.00026.
    expect(trend.p).toBeCloseTo(0.000_263, 5);
    expect(forecast).toMatchObject({ day: day(23) });
    expect(forecast.value).toBeCloseTo(52 - (4 / 7) * 30, 9);
  });

  it("takes the mean over days on which everybody was scored", async () => {
    const { series, partialDays, migration, scorecards } = await askIn(store);
    expect(series).toHaveLength(weeks);
    // (84 + 80 + 81 + … + 88) / 10
    expect(series[0]).toEqual({ day: day(-63), score: 84, accounts: 10 });
    expect(partialDays).toBe(1);
    expect(scorecards).toEqual(["default 2"]);
    expect(migration["good"]).toEqual({ excellent: 0, good: 9, at_risk: 0, critical: 1, insufficient_data: 0 });
  });

  it("lists who moves significantly, with the number tested, and nobody else", async () => {
    const { declining, improving, tested, movers } = await askIn(store, { limit: 1 });
    expect(declining).toMatchObject({ total: 1, clients: [{ clientId: falling }] });
    expect(improving.total).toBe(0);
    expect(tested).toBe(10);
    expect(movers).toHaveLength(1);
    expect(movers[0]).toMatchObject({ clientId: falling, clientName: "Falling Ltd", to: asOf });
  });

  it("raises an alert for a band that was lost on two days in a row", async () => {
    const { alerts, incidents } = await askIn(store, { clientId: falling, to: day(-7) });
    // 84 80 76 72 68 64: below 70 on the fifth and sixth day, against the fourth.
    const drops = alerts.latest.filter(({ kind }) => kind === "band_drop");
    expect(drops.map((alert) => alert.day)).toContain(day(-28));
    expect(incidents).toEqual([]);
  });

  it("restricts to a segment, a CSM or a stage", async () => {
    expect((await askIn(store, { segment: "enterprise" })).accounts).toBe(9);
    expect((await askIn(store, { csm: "Ann" })).accounts).toBe(1);
    expect((await askIn(store, { lifecycleStage: "renewal" })).accounts).toBe(0);
  });

  it("says that there is too little where nothing is stored", async () => {
    const { trend, series, movers, alerts } = await askIn(store, { from: "2020-01-01", to: "2020-06-30" });
    expect(trend).toMatchObject({ direction: "insufficient", slope: null, reason: expect.stringContaining("8 are") });
    expect([series, movers, alerts.latest]).toEqual([[], [], []]);
  });

  it("refuses a client of another tenant and a window that ends before it begins", async () => {
    await ensureTenant(store.persistence, "other");
    const theirs = await addAccount(store, {}, "other");
    await expect(askIn(store, { clientId: theirs })).rejects.toMatchObject({ code: "not_found" });
    await expect(askIn(store, { from: day(1), to: day(0) })).rejects.toMatchObject({ field: "from" });
  });
});

describe("trends over a scored history", () => {
  const store = useTestStore({ asOf });
  let clientId: string;
  beforeAll(async () => {
    await cover(store, "2023-01-01", asOf);
    clientId = await addAccount(store, {
      customers: [{ clientName: "Quiet Ltd", customerSince: "2023-01-01" }],
      subscriptions: [{ startDate: "2023-01-01", autoRenew: true }],
      contacts: [{ roles: ["champion"] }],
      // Every day until three weeks before the end, then never again.
      usage: Array.from({ length: 200 }, (_, index) => ({
        occurredAt: `${day(index - 220)}T12:00:00Z`,
        user: "u1",
        quantity: 3,
      })),
    });
    await addAccount(store, { customers: [{ customerSince: day(-10) }], subscriptions: [{ startDate: day(-10) }] });
    const { persistence, tenantId } = store;
    const days = await scoreHistory({ persistence, tenantId, asOf, from: day(-62), everyDays: 7 });
    // The other account became a customer ten days before the end.
    expect(days.map(({ day: each, scored }) => [each, scored])).toEqual(
      [-56, -49, -42, -35, -28, -21, -14, -7, 0].map((offset) => [day(offset), offset >= -10 ? 2 : 1]),
    );
  });

  it("attributes what moved a client, summing to the difference", async () => {
    const { movers } = await askIn(store, { clientId });
    const change = movers[0]?.change;
    if (!change) throw new Error("nobody moved");
    expect(change.from).toBe(day(-56));
    const sum = Object.values(change.factors).reduce((total, points) => total + points, 0);
    expect(sum).toBeCloseTo(change.after - change.before, 9);
    expect(change.difference).toBeLessThan(-10);
    const worst = change.measures.filter(({ points }) => points < 0).map(({ measure }) => measure);
    expect(worst).toContain("usage_trend");
    expect(worst).toContain("usage_recency_days");
    const recency = change.measures.find(({ measure }) => measure === "usage_recency_days");
    expect(recency).toMatchObject({ before: 0, after: 21 });
  });

  it("scores a past day from the facts that are known now", async () => {
    const { results } = (await store.run("calculate_health_score", { clientIds: [clientId], asOf: day(-56) })) as {
      results: { snapshotId: string; scorecard: object }[];
    };
    const [stored] = await store.query<{ snapshot_id: string }>(
      "SELECT snapshot_id FROM cs.health_standings WHERE client_id = $1 ORDER BY as_of LIMIT 1",
      [clientId],
    );
    expect(results[0]).toMatchObject({
      snapshotId: stored?.snapshot_id,
      scorecard: scorecardInForce,
    });
  });

  it.each([
    ["a step of none", { from: day(-7), everyDays: 0 }, "everyDays"],
    ["a first day after the last", { from: day(1), everyDays: 7 }, "from"],
    ["thousands of days", { from: "2010-01-01", everyDays: 1 }, "from"],
  ])("refuses %s", async (_, part, field) => {
    const { persistence, tenantId } = store;
    await expect(scoreHistory({ persistence, tenantId, asOf, ...part })).rejects.toMatchObject({ field });
  });
});
