import type { MeasureObservations } from "@cs/models";
import { describe, expect, test } from "vitest";
import { asOf, plain, plains, scorecardOf, values } from "../../test/scorecards.ts";
import { score } from "./score.ts";

describe("the weighted mean", () => {
  test("weights are shares of the group, groups are shares of the score", () => {
    const scorecard = scorecardOf([], {
      version: 3,
      groups: [
        { id: "usage", label: "Usage", weight: 3, measures: [plain("a", 1), plain("b", 3)] },
        { id: "support", label: "Support", weight: 1, measures: [plain("c", 7)] },
      ],
    });
    const result = score({ scorecard, observations: values({ a: 40, b: 80, c: 100 }), asOf });
    // a 3/4 x 1/4 = .1875 -> 7.5; b 3/4 x 3/4 = .5625 -> 45; c 1/4 -> 25; together 77.5
    expect(result.score).toBe(77.5);
    expect(result.band).toBe("good");
    expect(result.contributions.map(({ measure, weight, points }) => [measure, weight, points])).toEqual([
      ["a", 0.1875, 7.5],
      ["b", 0.5625, 45],
      ["c", 0.25, 25],
    ]);
    // Math.round(77.5) = 78; floors 7 + 45 + 25 = 77; the .5 of a is rounded up.
    expect(result.contributions.map(({ shownPoints }) => shownPoints)).toEqual([8, 45, 25]);
    expect(result).toMatchObject({ coverage: 1, confidence: 1, interval: { low: 77.5, high: 77.5 }, reason: null });
    expect(result.scorecard).toEqual({ id: "test", version: 3 });
  });

  test("measures that all have 90 points reach the band that starts at 90", () => {
    const ids = Array.from({ length: 30 }, (_, index) => `m${index}`);
    const observations = values(Object.fromEntries(ids.map((id) => [id, 90])));
    const result = score({
      scorecard: scorecardOf(ids.map((id, index) => plain(id, index + 0.1))),
      observations,
      asOf,
    });
    expect(result).toMatchObject({ score: 90, band: "excellent" });
  });
});

describe("bad input", () => {
  const scorecard = scorecardOf([plain("a", 1)]);
  const failure = (observations: MeasureObservations, day = asOf) => {
    try {
      return score({ scorecard, observations, asOf: day });
    } catch (error) {
      return error;
    }
  };

  test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])("%d is refused", (value) => {
    expect(failure({ a: { value, observedOn: null } })).toMatchObject({
      code: "invalid_input",
      message: `The value of a is ${value}, not a finite number.`,
      field: "observations.a.value",
      hint: "Give a finite number, or { value: null, reason } when the value is unknown.",
    });
  });

  test("days that do not exist are refused", () => {
    expect(failure({}, "2024-02-30")).toMatchObject({
      message: 'The as-of day is "2024-02-30", not a calendar date.',
      field: "asOf",
    });
    expect(failure({ a: { value: 1, observedOn: "yesterday" } })).toMatchObject({
      message: 'The day on which a was observed is "yesterday", not a calendar date.',
      field: "observations.a.observedOn",
    });
  });

  test.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])(
    "a weight of %d is refused, of a measure or a group",
    (weight) => {
      const refused = (of: string) =>
        expect.objectContaining({
          code: "invalid_input",
          message: `The weight of ${of} is ${weight}.`,
          field: `${of}.weight`,
          hint: "Give a number greater than 0; only proportions matter.",
        });
      const run = (measures: Record<string, number>, more = {}) =>
        score({ scorecard: scorecardOf(plains(measures), more), observations: values({ a: 5 }), asOf });
      expect(() => run({ a: 1, b: weight })).toThrow(refused("b"));
      const groups = [{ id: "all", label: "All", weight, measures: plains({ a: 1 }) }];
      expect(() => run({}, { groups })).toThrow(refused("all"));
    },
  );

  test("weights that sum to zero are refused by the first that is not above 0", () => {
    const sum = (weights: Record<string, number>) => () =>
      score({ scorecard: scorecardOf(plains(weights)), observations: values({ a: 5 }), asOf });
    expect(sum({ a: 0, b: 0 })).toThrow(expect.objectContaining({ field: "a.weight" }));
    expect(sum({ a: 1, b: -1 })).toThrow(expect.objectContaining({ field: "b.weight" }));
  });

  test("an as-of day before the first fact has no score and says what is missing", () => {
    expect(failure(values({ a: 5 }), "2024-06-29")).toMatchObject({
      score: null,
      band: "insufficient_data",
      coverage: 0,
      interval: { low: 0, high: 100 },
      reason: "no measure of the scorecard is known: a (100 %, observed after the as-of day)",
    });
  });

  test("measures that the scorecard does not name are ignored, even broken ones", () => {
    const plainResult = failure(values({ a: 5 }));
    expect(failure({ ...values({ a: 5 }), other: { value: Number.NaN, observedOn: null } })).toEqual(plainResult);
  });

  test("a measure called constructor is missing unless it is given", () => {
    const odd = scorecardOf([plain("constructor", 1), plain("a", 1)]);
    expect(score({ scorecard: odd, observations: values({ a: 70 }), asOf }).contributions[0]?.status).toBe("neutral");
  });
});
