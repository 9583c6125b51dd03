import type { Cap, NullPolicy } from "@cs/models";
import { describe, expect, test } from "vitest";
import { asOf, plain, scorecardOf, values } from "../../test/scorecards.ts";
import { score } from "./score.ts";

describe("missing measures", () => {
  test("exclude: the weight is handed on in proportion", () => {
    const scorecard = scorecardOf([plain("a", 6), plain("b", 2), plain("c", 2)]);
    const result = score({ scorecard, observations: values({ a: 90, b: 50 }), asOf });
    // factor 1 / .8 = 1.25: a .75 x 90 = 67.5, b .25 x 50 = 12.5
    expect(result.score).toBe(80);
    expect(result.coverage).toBeCloseTo(0.8, 12);
    expect(
      result.contributions.map(({ status, effectiveWeight }) => [status, Number(effectiveWeight.toFixed(12))]),
    ).toEqual([
      ["scored", 0.75],
      ["scored", 0.25],
      ["missing", 0],
    ]);
    expect(result.contributions[2]).toMatchObject({
      value: null,
      normalised: null,
      reason: "no observation was given",
      points: 0,
    });
    // low .6 x 90 + .2 x 50 = 64; high 64 + 20 = 84
    expect(result.interval).toEqual({ low: 64, high: 84 });
    expect(result.provedBand).toBe("at_risk");
    expect(result.band).toBe("good");
  });

  test("exclude: no measure counts for more than 1.5 times its weight, the rest counts as 50", () => {
    const scorecard = scorecardOf([plain("a", 4), plain("b", 4), plain("c", 2)]);
    const result = score({ scorecard, observations: values({ a: 100 }), asOf });
    // a can take .4 x .5 = .2 of the missing .6; the rest .4 is shared 4 : 2 and has 50 points:
    // a .6 x 100 = 60, b .2667 x 50 = 13.33, c .1333 x 50 = 6.67; together 80
    expect(result.score).toBe(80);
    expect(result.contributions.map(({ status, normalised }) => [status, normalised])).toEqual([
      ["scored", 100],
      ["neutral", 50],
      ["neutral", 50],
    ]);
    const effective = result.contributions.map(({ effectiveWeight }) => effectiveWeight);
    expect(effective[0]).toBeCloseTo(0.6, 12);
    expect(effective[1]).toBeCloseTo(0.8 / 3, 9);
    expect(effective[2]).toBeCloseTo(0.4 / 3, 9);
    expect(result.coverage).toBeCloseTo(0.4, 12);
  });

  test.each([
    ["neutral", 70, 50, "neutral"], // .5 x 90 + .5 x 50
    ["worst", 45, 0, "worst"], // .5 x 90 + 0
  ] as const)("%s", (nullPolicy: NullPolicy, expected, normalised, status) => {
    const result = score({
      scorecard: scorecardOf([plain("a", 1), plain("b", 1, { nullPolicy })]),
      observations: values({ a: 90 }),
      asOf,
    });
    expect(result).toMatchObject({ score: expected, coverage: 0.5, interval: { low: 45, high: 95 } });
    expect(result.contributions[1]).toMatchObject({ normalised, status, effectiveWeight: 0.5 });
  });

  test("fail: there is no score", () => {
    const scorecard = scorecardOf([plain("a", 3), plain("b", 1, { nullPolicy: "fail" })]);
    const result = score({ scorecard, observations: values({ a: 80 }), asOf });
    expect(result).toMatchObject({ score: null, band: "insufficient_data", interval: { low: 60, high: 85 } });
    expect(result.reason).toBe("required measures are missing: b (25 %, no observation was given)");
  });

  test("too little coverage: there is no score, but all that is known is listed", () => {
    const cap: Cap = { id: "low", label: "Low", maximum: 20, when: [{ measure: "a", atLeast: 1 }] };
    const measures = [plain("a", 5), plain("b", 4, { nullPolicy: "neutral" }), plain("c", 1)];
    const scorecard = scorecardOf(measures, { minimumCoverage: 0.7, caps: [cap] });
    const observations = { ...values({ a: 80 }), c: { value: null, reason: "no survey answers are connected" } };
    const result = score({ scorecard, observations, asOf });
    expect(result).toMatchObject({ score: null, band: "insufficient_data", provedBand: "critical", coverage: 0.5 });
    expect(result.reason).toMatchInlineSnapshot(
      `"50 % of the weight is covered, 70 % is needed; missing: b (40 %, no observation was given), c (10 %, no survey answers are connected)"`,
    );
    expect(result.contributions.map(({ status, value, normalised }) => [status, value, normalised])).toEqual([
      ["scored", 80, 80],
      ["neutral", null, 50],
      ["missing", null, null],
    ]);
    for (const line of result.contributions)
      expect(line).toMatchObject({ points: 0, effectiveWeight: 0, shownPoints: 0 });
    expect(result.capsFired).toEqual([]);
    expect(result.interval).toEqual({ low: 20, high: 20 });
  });

  test("coverage that equals the minimum is enough, in spite of binary fractions", () => {
    const ids = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"];
    const observations = values(Object.fromEntries(ids.slice(0, 7).map((id) => [id, 60])));
    const scorecard = scorecardOf(
      ids.map((id) => plain(id, 0.1)),
      { minimumCoverage: 0.7 },
    );
    expect(score({ scorecard, observations, asOf }).score).toBe(60);
  });

  test("nothing known: no score, even when no coverage is asked for", () => {
    const result = score({ scorecard: scorecardOf([plain("a", 1)]), observations: {}, asOf });
    expect(result).toMatchObject({ score: null, coverage: 0, confidence: 0, interval: { low: 0, high: 100 } });
    expect(result.reason).toBe("no measure of the scorecard is known: a (100 %, no observation was given)");
  });
});

describe("age", () => {
  const scorecard = scorecardOf([plain("a", 1, { stalenessLimitDays: 90 }), plain("b", 3)]);
  const seen = (observedOn: string | null) =>
    score({ scorecard, observations: { a: { value: 80, observedOn }, b: { value: 60, observedOn: asOf } }, asOf });

  test("older than the limit is missing", () => {
    // 2024-04-01 is 90 days before 2024-06-30: 29 + 31 + 30.
    expect(seen("2024-04-01").contributions[0]?.status).toBe("scored");
    expect(seen("2024-03-31").contributions[0]).toMatchObject({
      status: "missing",
      value: null,
      reason: "last observed 2024-03-31, older than 90 days",
    });
  });

  test("confidence falls with age, to half on the last day", () => {
    expect(seen(null).confidence).toBe(1);
    // 45 of 90 days: freshness .75; .25 x .75 + .75 x 1
    expect(seen("2024-05-16").confidence).toBe(0.9375);
    expect(seen("2024-04-01").confidence).toBe(0.875);
    expect(seen("2024-03-31").confidence).toBe(0.75);
  });

  test("observed after the as-of day is missing, and its value is nowhere in the result", () => {
    const early = seen("2024-07-01");
    expect(early.contributions[0]).toMatchObject({ value: null, reason: "observed after the as-of day" });
    const other = { a: { value: 3, observedOn: "2025-01-01" }, b: { value: 60, observedOn: asOf } };
    expect(score({ scorecard, observations: other, asOf })).toEqual(early);
  });
});
