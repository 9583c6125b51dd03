import { describe, expect, test } from "vitest";
import { asOf, plain, scorecardOf, values } from "../../test/scorecards.ts";
import { explainChange } from "./explain-change.ts";

const nothing = { data: 0, staleness: 0, configuration: 0, cap: 0, override: 0 };
const p0Cap = { id: "p0", label: "P0", maximum: 49, when: [{ measure: "p0", atLeast: 1 }] };

function pointsOf({ measures }: ReturnType<typeof explainChange>): Record<string, number> {
  return Object.fromEntries(measures.map(({ measure, points }) => [measure, points]));
}

describe("data", () => {
  test("without interaction a measure has its weight times its points", () => {
    const scorecard = scorecardOf([plain("a", 1), plain("b", 1), plain("c", 2)]);
    const change = explainChange(
      { scorecard, observations: values({ a: 40, b: 60, c: 10 }), asOf },
      { scorecard, observations: values({ a: 80, b: 52, c: 10 }), asOf },
    );
    // 40 x 1/4 = 10, -8 x 1/4 = -2
    expect(change).toMatchObject({ before: 30, after: 38, difference: 8, reason: null, method: "exact" });
    expect(change.factors).toEqual({ ...nothing, data: 8 });
    expect(pointsOf(change)).toEqual({ a: 10, b: -2 });
    expect(change.measures[0]).toMatchObject({ before: { value: 40 }, after: { value: 80 } });
  });

  test("a measure that goes missing hands its weight on, and the order of events is averaged", () => {
    const scorecard = scorecardOf([plain("a", 1), plain("b", 1)]);
    const change = explainChange(
      { scorecard, observations: values({ a: 100, b: 0 }), asOf },
      { scorecard, observations: { a: { value: null, reason: "gone" }, ...values({ b: 50 }) }, asOf },
    );
    // Nothing 50; a gone .75 x 0 + .25 x 50 = 12.5; b up 75; both .75 x 50 + 12.5 = 50.
    // a: ((12.5 - 50) + (50 - 75)) / 2 = -31.25; b: ((75 - 50) + (50 - 12.5)) / 2 = 31.25
    expect(pointsOf(change)).toEqual({ a: -31.25, b: 31.25 });
    expect(change.difference).toBe(0);
  });

  test("an observation of a measure that the scorecard does not use is no change", () => {
    const scorecard = scorecardOf([plain("a", 1)]);
    const change = explainChange(
      { scorecard, observations: values({ a: 40 }), asOf },
      { scorecard, observations: values({ a: 40, other: 3 }), asOf },
    );
    expect(change.factors).toEqual(nothing);
    expect(change.measures).toEqual([]);
  });

  test("a value observed anew on a later day is read on that day, not as something learned after the first", () => {
    const scorecard = scorecardOf([plain("a", 1), plain("b", 1, { stalenessLimitDays: 10 })]);
    const on = (a: number, b: number, day: string) => ({
      a: { value: a, observedOn: day },
      b: { value: b, observedOn: day },
    });
    const change = explainChange(
      { scorecard, observations: on(40, 60, "2024-06-01"), asOf: "2024-06-01" },
      { scorecard, observations: on(80, 60, "2024-06-30"), asOf: "2024-06-30" },
    );
    expect(change.factors).toEqual({ ...nothing, data: 20 });
    expect(pointsOf(change)).toEqual({ a: 20, b: 0 });
  });

  test("more than ten measures without interaction still have weight times points", () => {
    const ids = Array.from({ length: 12 }, (_, index) => `m${index}`);
    const scorecard = scorecardOf(ids.map((id) => plain(id, 1)));
    const change = explainChange(
      { scorecard, observations: values(Object.fromEntries(ids.map((id) => [id, 10]))), asOf },
      { scorecard, observations: values(Object.fromEntries(ids.map((id, index) => [id, 10 + 6 * index]))), asOf },
    );
    expect(change.method).toBe("paired_orders");
    // m0 is unchanged; m<i> gains 6 i / 12 = i / 2
    expect(Object.keys(pointsOf(change))).toHaveLength(11);
    for (const [id, points] of Object.entries(pointsOf(change))) {
      expect(points).toBeCloseTo(Number(id.slice(1)) / 2, 9);
    }
  });
});

describe("factors", () => {
  test("staleness: the same observation on a later day", () => {
    const scorecard = scorecardOf([plain("a", 1, { stalenessLimitDays: 10 }), plain("b", 1)]);
    const observations = values({ a: 0, b: 100 });
    const change = explainChange({ scorecard, observations, asOf }, { scorecard, observations, asOf: "2024-07-20" });
    // 50 before; a is stale after: .75 x 100 + .25 x 50 = 87.5
    expect(change).toMatchObject({ before: 50, after: 87.5, factors: { ...nothing, staleness: 37.5 }, measures: [] });
  });

  test("a later day on which nothing is stale has exactly 0", () => {
    const scorecard = scorecardOf([plain("a", 1, { stalenessLimitDays: 60 }), plain("b", 2)]);
    const change = explainChange(
      { scorecard, observations: values({ a: 31, b: 77 }), asOf },
      { scorecard, observations: values({ a: 31, b: 70 }), asOf: "2024-07-20" },
    );
    expect(change.factors?.staleness).toBe(0);
  });

  test("configuration and data share their interaction", () => {
    const before = scorecardOf([plain("a", 1), plain("b", 1)]);
    const after = scorecardOf([plain("a", 3), plain("b", 1)], { version: 2 });
    const change = explainChange(
      { scorecard: before, observations: values({ a: 40, b: 60 }), asOf },
      { scorecard: after, observations: values({ a: 80, b: 60 }), asOf },
    );
    // Nothing 50, data 70, configuration 45, both 75. data ((70 - 50) + (75 - 45)) / 2 = 25; configuration 0.
    expect(change.factors).toEqual({ ...nothing, data: 25, configuration: 0 });
    expect(pointsOf(change)).toEqual({ a: 25 });
  });

  test("a scorecard with other names, caps that do not fire, bands or order changes nothing", () => {
    const before = scorecardOf([plain("a", 1), plain("b", 3)]);
    const after = scorecardOf([plain("b", 3), plain("a", 1)], { version: 2, name: "New", caps: [p0Cap] });
    const observations = values({ a: 40, b: 60 });
    const change = explainChange({ scorecard: before, observations, asOf }, { scorecard: after, observations, asOf });
    expect(change.factors).toEqual(nothing);
  });

  test("a cap that fires while the data falls", () => {
    const scorecard = scorecardOf([plain("a", 1)], { caps: [p0Cap] });
    const change = explainChange(
      { scorecard, observations: values({ a: 80, p0: 0 }), asOf },
      { scorecard, observations: values({ a: 70, p0: 1 }), asOf },
    );
    // Nothing 80, data 70, cap 49, both 49. data (-10 + 0) / 2; cap (-31 - 21) / 2
    expect(change.factors).toEqual({ ...nothing, data: -5, cap: -26 });
    expect(pointsOf(change)).toEqual({ a: -5 });
  });

  test("three factors, each order counted", () => {
    const before = scorecardOf([plain("a", 1), plain("b", 1, { stalenessLimitDays: 5 })], { caps: [p0Cap] });
    const change = explainChange(
      { scorecard: before, observations: values({ a: 100, b: 20, p0: 1 }), asOf },
      { scorecard: before, observations: values({ a: 20, b: 20, p0: 0 }), asOf: "2024-07-10" },
    );
    // Uncapped: 60; d 20; s (b stale) .75 x 100 + 12.5 = 87.5; ds .75 x 20 + 12.5 = 27.5. The cap bounds at 49 unless lifted.
    // v: none 49, d 20, s 49, c 60, ds 27.5, dc 20, sc 87.5, dsc 27.5
    // d: 1/3 (20 - 49) + 1/6 (27.5 - 49) + 1/6 (20 - 60) + 1/3 (27.5 - 87.5) = -39.91666
    // s: 1/3 (49 - 49) + 1/6 (27.5 - 20) + 1/6 (87.5 - 60) + 1/3 (27.5 - 20) = 8.33333
    // c: 1/3 (60 - 49) + 1/6 (20 - 20) + 1/6 (87.5 - 49) + 1/3 (27.5 - 27.5) = 10.08333
    expect(change).toMatchObject({ before: 49, after: 27.5, difference: -21.5 });
    expect(change.factors?.data).toBeCloseTo(-39.916666667, 8);
    expect(change.factors?.staleness).toBeCloseTo(8.333333333, 8);
    expect(change.factors?.cap).toBeCloseTo(10.083333333, 8);
  });
});

describe("an override", () => {
  const scorecard = scorecardOf([plain("a", 1)]);
  const override = { score: 30, reason: "Sponsor leaves", author: "csm", expiresOn: "2024-07-10" };

  test("is a factor of its own beside the data that it hides", () => {
    const change = explainChange(
      { scorecard, observations: values({ a: 60 }), asOf },
      { scorecard, observations: values({ a: 80 }), asOf, override },
    );
    // Nothing 60, data 80, override 30, both 30: data (20 + 0) / 2, override (-30 - 50) / 2
    expect(change).toMatchObject({ difference: -30, factors: { ...nothing, data: 10, override: -40 } });
  });

  test("that expires gives the score back", () => {
    const observations = values({ a: 60 });
    const change = explainChange(
      { scorecard, observations, asOf, override },
      { scorecard, observations, asOf: "2024-07-10", override },
    );
    expect(change).toMatchObject({ before: 30, after: 60, factors: { ...nothing, override: 30 } });
  });

  test("gives a number also where the data give no score", () => {
    const change = explainChange(
      { scorecard, observations: values({ a: 60 }), asOf },
      { scorecard, observations: {}, asOf, override },
    );
    // Nothing 60; without a, nothing is known: 50; override 30. data (-10 + 0) / 2, override (-30 - 20) / 2
    expect(change).toMatchObject({ difference: -30, reason: null, factors: { ...nothing, data: -5, override: -25 } });
  });
});

describe("no number", () => {
  test("a side without a score is named with its reason", () => {
    const scorecard = scorecardOf([plain("a", 1), plain("b", 1, { nullPolicy: "fail" })]);
    const change = explainChange(
      { scorecard, observations: values({ a: 40, b: 60 }), asOf },
      { scorecard, observations: values({ a: 40 }), asOf },
    );
    expect(change).toEqual({
      before: 50,
      after: null,
      difference: null,
      reason: "there is no score after: required measures are missing: b (50 %, no observation was given)",
      factors: null,
      measures: [],
      method: "exact",
    });
  });

  test("mixtures that lack a required measure do not matter when both sides have a score", () => {
    const before = scorecardOf([plain("a", 1, { nullPolicy: "fail" })]);
    const after = scorecardOf([plain("b", 1, { nullPolicy: "fail" })]);
    const change = explainChange(
      { scorecard: before, observations: values({ a: 90 }), asOf },
      { scorecard: after, observations: values({ b: 30 }), asOf },
    );
    // Each scorecard without its measure counts 50. Nothing 90; b is no measure before, a none after.
    // v(config) = 50, v(data) = 50, both 30: data ((50 - 90) + (30 - 50)) / 2 = -30 = configuration
    expect(change.factors).toEqual({ ...nothing, data: -30, configuration: -30 });
    // Before the new scorecard only a matters (-40), after it only b (-20); half of each.
    expect(pointsOf(change)).toEqual({ a: -20, b: -10 });
  });
});
