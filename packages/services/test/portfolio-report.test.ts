import type { MeasureContribution } from "@cs/models";
import { beforeAll, describe, expect, it } from "vitest";
import { addAccount, cover } from "./fixtures.ts";
import { blockOf, documentOf, generate, plainRows, putScore, useFolder, useReportStore } from "./report-fixtures.ts";

const store = useReportStore(useFolder());
const names = ["Up Ltd", "Down Ltd", "Unknown Ltd", "Never Ltd"] as const;
let ids: Record<string, string>;

/** A measure that nobody delivered. */
const noUsage: MeasureContribution = {
  group: "use",
  measure: "usage_trend",
  direction: "higher_is_better",
  status: "missing",
  value: null,
  reason: "usage is not delivered",
  normalised: null,
  weight: 0.5,
  effectiveWeight: 0,
  points: 0,
  shownPoints: 0,
};

beforeAll(async () => {
  const terms = {
    "Up Ltd": [{ arr: 100_000, currency: "USD", endDate: "2024-08-15" }],
    "Down Ltd": [{ arr: 50_000, currency: "EUR", endDate: "2024-12-27" }],
    "Unknown Ltd": [{ arr: 30_000, currency: "USD", endDate: "2024-12-28" }],
    "Never Ltd": [{ arr: 7_000, currency: "USD" }],
  };
  ids = {};
  for (const clientName of names) {
    ids[clientName] = await addAccount(store, { customers: [{ clientName }], subscriptions: terms[clientName] });
  }
  await cover(store, "2024-01-01", "2024-06-30", ["usage"]);
  const [up = "", down = "", unknown = ""] = names.map((name) => ids[name]);
  await putScore(store, up, "2024-03-01", { score: 60, band: "at_risk" });
  await putScore(store, up, "2024-04-10", { score: 66, band: "at_risk" });
  await putScore(store, up, "2024-06-20", { score: 95, band: "excellent", coverage: 0.8 });
  await putScore(store, down, "2024-04-10", { score: 75, band: "good" });
  await putScore(store, down, "2024-06-20", { score: 45, band: "critical", contributions: [noUsage], coverage: 0.5 });
  await putScore(store, unknown, "2024-06-20", {
    score: null,
    band: "insufficient_data",
    contributions: [noUsage],
    coverage: 0.2,
  });
});

describe("a report about everybody", () => {
  it("begins with figures that follow from the stored scores and terms", async () => {
    const { keyFigures, title, from, to } = await generate(store);
    expect([title, from, to]).toEqual(["Health report: all accounts", "2024-04-01", "2024-06-30"]);
    expect(Object.fromEntries(keyFigures.map(({ label, value }) => [label, value]))).toEqual({
      Accounts: 4,
      "Mean score": 70,
      "Median score": 70,
      "At risk or critical": 1,
      "ARR, EUR": 50_000,
      "ARR, USD": 137_000,
      "ARR at risk or critical, EUR": 50_000,
      "Trend of the mean score": null,
      "Covered share of the scorecard": 0.5,
      "Accounts without a standing score": 1,
    });
    const texts = keyFigures.map(({ label, text }) => `${label}: ${text}`);
    expect(texts).toContain("ARR, USD: USD 1,370");
    expect(texts.find((text) => text.startsWith("Trend"))).toMatch(/: .*8/);
  });

  it("counts bands on both days and moves between them", async () => {
    const report = await documentOf(store, await generate(store));
    const { series } = blockOf(report, "bar-chart", "Accounts by band");
    expect(series.map(({ name, values }) => [name, ...values.map(({ value }) => value)])).toEqual([
      ["Excellent", 0, 1],
      ["Good", 0, 0],
      ["At risk", 1, 0],
      ["Critical", 0, 1],
      ["Insufficient data", 0, 1],
    ]);
    expect(plainRows(blockOf(report, "table", "Moves"))).toEqual([
      ["Excellent", 0, 0, 0, 0, 0],
      ["Good", 0, 0, 0, 1, 0],
      ["At risk", 1, 0, 0, 0, 0],
      ["Critical", 0, 0, 0, 0, 0],
      ["Insufficient data", 0, 0, 0, 0, 1],
    ]);
    const arr = blockOf(report, "bar-chart", "ARR by band, USD");
    expect(arr.series[1]?.values.map(({ value }) => value)).toEqual([100_000, 0, 0, 0, 30_000, 7_000]);
  });

  it("draws the mean score, its bands and the spread", async () => {
    const report = await documentOf(store, await generate(store));
    const { series, references } = blockOf(report, "line-chart", "Mean score");
    expect(series[0]?.points.map(({ x, y }) => [x, y.value])).toEqual([
      ["2024-04-10", 70.5],
      ["2024-06-20", 70],
    ]);
    expect(references?.map(({ value }) => value)).toEqual([90, 70, 50]);
    const spread = blockOf(report, "bar-chart", "Spread of scores").series[0]?.values.map(({ value }) => value);
    expect(spread).toEqual([0, 0, 0, 0, 1, 0, 0, 0, 0, 1]);
  });

  it("names who moved furthest and who renews within 180 days", async () => {
    const report = await documentOf(store, await generate(store));
    const moves = plainRows(blockOf(report, "table", "Furthest movers")).map(([name, before, after]) => [
      name,
      before,
      after,
    ]);
    expect(moves.map(([name]) => name).toSorted()).toEqual(["Down Ltd", "Up Ltd"]);
    expect(plainRows(blockOf(report, "table", "Nearest renewals (2 of 2)"))).toEqual([
      ["Up Ltd", "2024-08-15", 46, "USD 1,000", "Excellent", 95],
      ["Down Ltd", "2024-12-27", 180, "EUR 500", "Critical", 45],
    ]);
  });

  it("says what is missing", async () => {
    const report = await documentOf(store, await generate(store));
    expect(plainRows(blockOf(report, "table", "Measures that newest scores lack"))).toEqual([
      ["Usage trend", 2, 2 / 3],
    ]);
    const feeds = plainRows(blockOf(report, "table", "Days for which facts"));
    expect(feeds).toContainEqual(["Usage", "2024-01-01", "2024-06-30"]);
    expect(feeds).toContainEqual(["Tickets", "not delivered", "not delivered"]);
  });
});

describe("a report about a segment", () => {
  it("is about its members alone", async () => {
    const rule = { fact: "arr", op: ">=", value: 100_000 };
    const { segment } = await store.run("segment_customers", { action: "define", name: "Large", rule });
    const { segmentId } = segment as { segmentId: string };
    const { title, keyFigures } = await generate(store, { segmentId });
    expect(title).toBe("Health report: segment Large");
    expect(keyFigures.slice(0, 2).map(({ value }) => value)).toEqual([1, 95]);
  });
});
