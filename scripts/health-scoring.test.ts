import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  type CompiledScoreInput,
  counterfactual,
  defaultScorecard,
  explainChange,
  forecast,
  measures,
  type ScoreInput,
  score,
  sensitivity,
  trend,
  whatIf,
} from "@cs/health-engine";
import { type AccountFacts, addDays, factKinds, type MeasureObservations, type Scorecard } from "@cs/models";
import { describe, expect, it } from "vitest";
import { withSections } from "./generate/marked-sections.ts";
import { normaliserExamples, pointsOf } from "./generate/normaliser-examples.ts";
import { unknownWhen } from "./generate/unknown-when.ts";

const asOf = "2024-12-31";
const page = readFileSync(join(import.meta.dirname, "..", "docs", "health-scoring.md"), "utf8").replaceAll(/\s+/g, " ");
const says = (text: string) => expect(page).toContain(text);

/** The account of the page: three measures of the default scorecard with weights 5, 3 and 2. */
const weights: Readonly<Record<string, number>> = { usage_trend: 5, seat_utilisation: 3, csat_share_365: 2 };
const chosen = defaultScorecard.groups.flatMap((group) => group.measures.filter(({ measure }) => measure in weights));
const scorecard: Scorecard = {
  ...defaultScorecard,
  groups: chosen.map((measure) => ({
    id: measure.measure,
    label: measure.measure,
    weight: weights[measure.measure] ?? 0,
    measures: [measure],
  })),
  caps: [],
};
const on = (value: number, observedOn = asOf) => ({ value, observedOn });
const observations = { usage_trend: on(-0.1), seat_utilisation: on(0.6), csat_share_365: on(0.8) };
const account: ScoreInput = { scorecard, asOf, observations };
const champion = defaultScorecard.caps.filter(({ id }) => id === "champion_gone");
const scored = (more: Partial<CompiledScoreInput>) => score({ ...account, ...more });
const without = (...ids: (keyof typeof observations)[]): MeasureObservations =>
  Object.fromEntries(Object.entries(observations).filter(([id]) => !ids.some((each) => each === id)));

describe("the account of the page", () => {
  it("scores 66.45 in three lines that are shown as 34, 17 and 15", () => {
    const health = scored({});
    expect(health).toMatchObject({ score: 66.45, band: "at_risk", provedBand: "at_risk", coverage: 1, confidence: 1 });
    for (const [id, row] of [
      ["usage_trend", "| 50 % | -10 % | 67.5 | 33.75 |"],
      ["seat_utilisation", "| 30 % | 60 % | 59 | 17.70 |"],
      ["csat_share_365", "| 20 % | 80 % | 75 | 15.00 |"],
    ]) {
      const line = health.contributions.find(({ measure }) => measure === id);
      const [, , , points, contribution] = (row ?? "").split("|").map((cell) => Number(cell));
      expect(line?.normalised).toBeCloseTo(points ?? 0, 9);
      expect(line?.points).toBeCloseTo(contribution ?? 0, 9);
      says(row ?? "");
    }
    const shown = health.contributions.map(({ measure, shownPoints }) => [measure, shownPoints]);
    expect(Object.fromEntries(shown)).toEqual({ usage_trend: 34, seat_utilisation: 17, csat_share_365: 15 });
    says("34 + 17 + 15");
  });

  it("hands weight on, up to its bound", () => {
    const silent = scored({ observations: without("csat_share_365") });
    expect(silent).toMatchObject({ score: 64.3125, band: "at_risk", provedBand: "at_risk", coverage: 0.8 });
    expect(silent.interval).toEqual({ low: 51.45, high: 71.45 });
    says("scores 64.31 with 80 % coverage, and lies between 51.45 and 71.45");
    const lonely = without("usage_trend", "csat_share_365");
    expect(scored({ observations: lonely })).toMatchObject({ score: null, band: "insufficient_data" });
    expect(scored({ observations: lonely }).coverage).toBeCloseTo(0.3, 12);
    expect(scored({ observations: lonely, scorecard: { ...scorecard, minimumCoverage: 0 } }).score).toBe(54.05);
    says("together 54.05");
  });

  it("grows old", () => {
    const old = { ...observations, usage_trend: on(-0.1, "2024-12-24"), csat_share_365: on(0.8, addDays(asOf, -90)) };
    expect(scored({ observations: old }).confidence).toBeCloseTo(0.825, 12);
    says("0.5 x 0.75 + 0.3 x 1 + 0.2 x 0.75 = 0.825");
  });

  it("is capped, or could be", () => {
    const capped = { ...scorecard, caps: champion };
    const gone = scored({ scorecard: capped, observations: { ...observations, champion_gone_days: on(45) } });
    expect(gone).toMatchObject({ score: 49, band: "critical" });
    expect(gone.capsFired[0]?.points).toBeCloseTo(-17.45, 9);
    says("the score is 49, and the line of the cap says -17.45");
    const unknown = scored({ scorecard: capped });
    expect(unknown).toMatchObject({ score: 66.45, band: "at_risk", provedBand: "critical" });
  });

  it("is overridden by a line of its own", () => {
    const override = { score: 80, reason: "Renewal signed", author: "CS lead", expiresOn: "2025-02-01" };
    const health = scored({ override });
    expect(health).toMatchObject({ score: 80, computedScore: 66.45 });
    expect(health.override?.points).toBeCloseTo(13.55, 9);
    says("80 in place of 66.45 is a line of +13.55");
    const expired = scored({ override: { ...override, expiresOn: asOf } });
    expect(expired).toMatchObject({ score: 66.45, expiredOverride: { score: 80 } });
  });

  it("keeps its band inside the hysteresis", () => {
    const direct: Scorecard = { ...scorecard, bands: { ...scorecard.bands, hysteresis: 2 }, groups: plainGroup() };
    const band = (value: number, previousBand: "good" | "at_risk") =>
      score({ scorecard: direct, asOf, observations: { plain: on(value) }, previousBand }).band;
    expect([band(68, "good"), band(67.99, "good")]).toEqual(["good", "at_risk"]);
    expect([band(72, "at_risk"), band(72.01, "at_risk")]).toEqual(["at_risk", "good"]);
    says(
      "with h = 2, a good account at 68 stays good and one at 67.99 does not; an account at risk becomes good above 72",
    );
  });
});

describe("its explanations", () => {
  it("shares a change by Shapley", () => {
    const capped = { ...scorecard, caps: champion };
    const change = explainChange(
      { ...account, scorecard: capped },
      {
        ...account,
        scorecard: capped,
        observations: { ...observations, usage_trend: on(-0.2), champion_gone_days: on(45) },
      },
    );
    expect(change.factors?.data).toBeCloseTo(-3.125, 9);
    expect(change.factors?.cap).toBeCloseTo(-14.325, 9);
    says("**-3.125**");
    says("**-14.325**");
  });

  it("finds the cheapest change, and assumes one", () => {
    const way = counterfactual({ input: account, targetBand: "good" });
    expect(way).toMatchObject({ reachable: true, optimal: true, changes: [{ measure: "usage_trend", to: -0.0432 }] });
    says("the trend is cheapest, from -0.1 to -0.0432");
    expect(whatIf(account, { seat_utilisation: 0.75 }).after).toMatchObject({ score: 72.75, band: "good" });
    says("so 72.75, good");
  });

  it("says what it hangs on", () => {
    const { range, bandChangeShare, measures: lines } = sensitivity(account);
    expect([range?.low.toFixed(2), range?.high.toFixed(2), bandChangeShare]).toEqual(["65.98", "66.88", 0]);
    says("that range is 65.98 to 66.88 and the share 0");
    const csat = lines.find(({ measure }) => measure === "csat_share_365");
    expect(csat?.leftOut.difference).toBeCloseTo(-2.1375, 9);
    says("CSAT left out costs 2.14");
  });
});

describe("scores over time", () => {
  const days = (scores: readonly number[]) =>
    scores.map((value, index) => ({ day: addDays(asOf, index), score: value }));

  it("finds the trend of eight rising scores", () => {
    const result = trend(days([1, 2, 3, 4, 5, 6, 7, 8]));
    expect([result.s, result.z?.toFixed(3), result.p?.toFixed(4)]).toEqual([28, "3.340", "0.0008"]);
    says("S = 28, Var = 8 x 7 x 21 / 18 = 65.33, z = 27 / 8.083 = 3.340, p = 0.0008");
  });

  it("forecasts with an interval", () => {
    const { value, interval } = forecast(days([51, 49, 49, 51, 51, 49, 49, 51]), 10);
    expect([value, interval?.low.toFixed(1), interval?.high.toFixed(1)]).toEqual([50, "46.1", "53.9"]);
    says("ten days later the forecast is 50 ± 3.9");
  });
});

describe("normalisers and measures", () => {
  it("has the points of each worked example", () => {
    const points = normaliserExamples.map(({ normaliser, value }) => pointsOf(normaliser, value).toFixed(2));
    expect(points).toEqual(["67.50", "60.00", "70.71", "50.00", "73.11", "20.00"]);
    for (const text of ["half-way, 67.5", "2 has 60", "= 70.71", "/ 50 = 50", "= 73.11", "/ 10 = 20"])
      says(`${text} |`);
    const [, , , target, , percentile] = normaliserExamples;
    expect(target && pointsOf(target.normaliser, 0)).toBe(50);
    expect(percentile && pointsOf(percentile.normaliser, 500)).toBe(85);
    says("(8 + 1/2) / 10 = 85");
  });

  it("knows which measures can be unknown although everything is connected", () => {
    const coverage = Object.fromEntries(factKinds.map((kind) => [kind, { from: "2020-01-01", to: asOf }]));
    const unknown = measures.filter((measure) => measure.observe({ ...emptyAccount, coverage }).value === null);
    expect(unknown.map(({ id }) => id).sort()).toEqual(Object.keys(unknownWhen).sort());
    for (const { observe, needs } of measures.filter((measure) => measure.needs.length > 0)) {
      expect(observe(emptyAccount), needs.join()).toMatchObject({
        value: null,
        reason: expect.stringMatching(/connected$/),
      });
    }
  });

  it("refuses a page without a section to fill", () => {
    expect(withSections("<!-- a -->\nold\n<!-- /a -->", { a: "new" })).toBe("<!-- a -->\n\nnew\n<!-- /a -->");
    expect(() => withSections("text", { a: "new" })).toThrow("no section <!-- a -->");
  });
});

const emptyAccount: AccountFacts = {
  clientId: "cs_01m7yc7tthrsz8cpp2mj5w6f8d",
  asOf,
  segment: null,
  lifecycleStage: null,
  customerSince: null,
  coverage: {},
  subscriptions: [],
  contracts: [],
  contacts: [],
  usage: { firstDay: null, lastDay: null, days: [], features90: 0, users30: null },
  tickets: [],
  surveys: [],
  invoices: [],
  churnEvents: [],
};

/** One measure whose points are its value. */
function plainGroup(): Scorecard["groups"] {
  const knots: [number, number][] = [
    [0, 0],
    [100, 100],
  ];
  return [
    {
      id: "all",
      label: "All",
      weight: 1,
      measures: [
        {
          measure: "plain",
          weight: 1,
          direction: "higher_is_better",
          normaliser: { kind: "piecewise_linear", knots },
          nullPolicy: "exclude",
          stalenessLimitDays: null,
        },
      ],
    },
  ];
}
