import type { Normaliser, ScoreBand, ScorecardMeasure } from "@cs/models";
import { describe, expect, test } from "vitest";
import { reached } from "../../test/reached.ts";
import { asOf, line, plain, scorecardOf, values } from "../../test/scorecards.ts";
import { defaultScorecard } from "../scorecards/default-scorecard.ts";
import { counterfactual } from "./counterfactual.ts";

describe("the cheapest change", () => {
  const scorecard = scorecardOf([plain("a", 3), plain("b", 1)]);
  const input = { scorecard, observations: values({ a: 40, b: 40 }), asOf };

  test("is made where a point costs least", () => {
    // 30 points are missing. a: .75 points per unit at 1, b: .25 at .5: a is cheaper, 40 units of it.
    const actionable = { a: { costPerUnit: 1 }, b: { costPerUnit: 0.5 } };
    const result = reached(counterfactual({ input, targetBand: "good", actionable }));
    expect(result).toMatchObject({ changes: [{ measure: "a", from: 40, to: 80, cost: 40 }], cost: 40, optimal: true });
    expect(result.result).toMatchObject({ score: 70, band: "good" });
  });

  test("goes on with the next measure at a limit", () => {
    // a to 70 gains 22.5 for 30, the other 7.5 are 30 units of b for 15.
    const actionable = { a: { costPerUnit: 1, maximum: 70 }, b: { costPerUnit: 0.5 } };
    const result = reached(counterfactual({ input, targetBand: "good", actionable }));
    expect(result.to).toEqual({ a: 70, b: 70 });
    expect(result.cost).toBe(45);
  });

  test("costs 1 for the way from no to full points when nothing is said", () => {
    const result = reached(counterfactual({ input, targetBand: "at_risk" }));
    // 10 points are 13.33 units of a.
    expect(result.to["a"]).toBeCloseTo(53.3333333333, 9);
    expect(result.cost).toBeCloseTo(0.133333333, 8);
  });

  test("is nothing when the band is reached", () => {
    expect(counterfactual({ input, targetBand: "critical" })).toMatchObject({ reachable: true, changes: [], cost: 0 });
  });

  test("crosses a flat stretch when the jump behind it is worth it", () => {
    // a earns nothing from 40 to 60 and then 2 points per unit of value; b steadily 1 for each. Half the weight each.
    const bent = scorecardOf([plain("a", 1, { normaliser: line([0, 0], [60, 0], [110, 100]) }), plain("b", 1)]);
    const small = { scorecard: bent, observations: values({ a: 40, b: 80 }), asOf };
    const actionable = { a: { costPerUnit: 1 }, b: { costPerUnit: 1 } };
    const to = (targetBand: ScoreBand) => reached(counterfactual({ input: small, targetBand, actionable })).to;
    // 40 now. 50: 20 units of b, against 20 + 10 of a.
    expect(to("at_risk")).toEqual({ b: 100 });
    // 70: 60 points of a (to 90, 50 units), against 20 units of b for 10 and 40 of a for 20 (60 units).
    expect(to("good")).toEqual({ a: 90 });
    // 90: all of a (70 units for 50), against 20 units of b for 10 and 60 of a for 40 (80 units).
    expect(to("excellent")).toEqual({ a: 110 });
  });

  test("takes bands whole: up to where one begins, down to just below it", () => {
    const up: Normaliser = {
      kind: "banded",
      below: 0,
      ranges: [
        { from: 10, points: 60 },
        { from: 20, points: 100 },
      ],
    };
    const one = (measure: ScorecardMeasure, value: number) => ({
      scorecard: scorecardOf([measure]),
      observations: values({ a: value }),
      asOf,
    });
    expect(
      reached(counterfactual({ input: one(plain("a", 1, { normaliser: up }), 3), targetBand: "at_risk" })).to,
    ).toEqual({ a: 10 });
    expect(
      reached(counterfactual({ input: one(plain("a", 1, { normaliser: up }), 3), targetBand: "good" })).to,
    ).toEqual({ a: 20 });
    const down: Normaliser = {
      kind: "banded",
      below: 100,
      ranges: [
        { from: 5, points: 60 },
        { from: 9, points: 0 },
      ],
    };
    const falling = one(plain("a", 1, { normaliser: down, direction: "lower_is_better" }), 12);
    const free = reached(counterfactual({ input: falling, targetBand: "at_risk" })).to["a"] ?? 0;
    expect(free).toBeLessThan(9);
    expect(free).toBeCloseTo(9, 12);
    expect(reached(counterfactual({ input: falling, targetBand: "good", actionable: { a: { step: 1 } } })).to).toEqual({
      a: 4,
    });
  });

  test("below 0 the next step is -1, though nothing is nearer to 0 than the number below it", () => {
    const negative: Normaliser = { kind: "banded", below: 100, ranges: [{ from: 0, points: 0 }] };
    const scorecard = scorecardOf([plain("a", 1, { normaliser: negative, direction: "lower_is_better" })]);
    const input = { scorecard, observations: values({ a: 0 }), asOf };
    expect(reached(counterfactual({ input, targetBand: "good", actionable: { a: { step: 1 } } })).to).toEqual({
      a: -1,
    });
  });

  test("recency and target ranges are inverted", () => {
    const recency = plain("a", 1, { normaliser: { kind: "recency", halfLifeDays: 14 }, direction: "lower_is_better" });
    const old = { scorecard: scorecardOf([recency]), observations: values({ a: 28 }), asOf };
    // 50 points after one half-life.
    expect(reached(counterfactual({ input: old, targetBand: "at_risk" })).to["a"]).toBeCloseTo(14, 8);
    const range: Normaliser = { kind: "target_range", zeroBelow: 0, from: 10, to: 20, zeroAbove: 60 };
    const target = scorecardOf([plain("a", 1, { normaliser: range, direction: "target" })]);
    const many = { scorecard: target, observations: values({ a: 50 }), asOf };
    // 70 points above the range: 60 - .7 x 40 = 32; a measure without a direction must be named.
    expect(reached(counterfactual({ input: many, targetBand: "good", actionable: { a: {} } })).to["a"]).toBeCloseTo(
      32,
      8,
    );
    expect(counterfactual({ input: many, targetBand: "good" })).toMatchObject({ reachable: false, why: "limits" });
  });

  test("logistic curves and percentiles are inverted", () => {
    const logistic = plain("a", 1, { normaliser: { kind: "logistic", midpoint: 50, steepness: 0.1 } });
    const low = { scorecard: scorecardOf([logistic]), observations: values({ a: 20 }), asOf };
    // 70 points at 50 + ln(.7 / .3) / .1; that nothing is cheaper is not claimed for curves.
    const curve = reached(counterfactual({ input: low, targetBand: "good" }));
    expect(curve.to["a"]).toBeCloseTo(50 + Math.log(7 / 3) / 0.1, 7);
    expect(curve.optimal).toBe(false);
    const reference = { id: "peers", version: 1, values: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] };
    const percentile = plain("a", 1, {
      normaliser: { kind: "percentile", direction: "rising", reference, lowerShare: 0, upperShare: 0 },
    });
    const peer = { scorecard: scorecardOf([percentile]), observations: values({ a: 2 }), asOf };
    // 7 of 10 peers are below everything over 6; at 7 it is 7 and half of one.
    const above = reached(counterfactual({ input: peer, targetBand: "good" }));
    expect(above.to["a"]).toBeGreaterThan(6);
    expect(above.to["a"]).toBeCloseTo(6, 12);
    expect(above).toMatchObject({ optimal: true, result: { score: 70 } });
    const whole = reached(counterfactual({ input: peer, targetBand: "good", actionable: { a: { step: 1 } } }));
    expect(whole).toMatchObject({ to: { a: 7 }, result: { score: 75 } });
  });

  test("hysteresis is overcome upwards and used where the band was held before", () => {
    const bands = { excellent: 90, good: 70, atRisk: 50, hysteresis: 3 };
    const given = { scorecard: scorecardOf([plain("a", 1)], { bands }), observations: values({ a: 60 }), asOf };
    // From at risk the score must be above 73; who was good is good from 67 on.
    const up = reached(counterfactual({ input: { ...given, previousBand: "at_risk" }, targetBand: "good" }));
    expect(up.to["a"]).toBeGreaterThan(73);
    expect(up.to["a"]).toBeCloseTo(73, 8);
    const back = reached(counterfactual({ input: { ...given, previousBand: "good" }, targetBand: "good" }));
    expect(back.to).toEqual({ a: 67 });
    expect(reached(counterfactual({ input: given, targetBand: "good" })).to).toEqual({ a: 70 });
  });

  test("in steps the cheapest is a combination", () => {
    // Per step of 20: a 5 points of the score for 20, b 5 x 3 = 15 for 70 (value 1 a unit against 3.5).
    const steps = scorecardOf([plain("a", 1), plain("b", 3)]);
    const now = { scorecard: steps, observations: values({ a: 40, b: 40 }), asOf };
    // 10 points more. a: 2 steps, 40. b: 1 step, 70. Ten more (60) would be a 60 -> 100 and b one step at 30 missing.
    const actionable = { a: { costPerUnit: 1, step: 20 }, b: { costPerUnit: 3.5, step: 20 } };
    expect(reached(counterfactual({ input: now, targetBand: "at_risk", actionable }))).toMatchObject({
      to: { a: 80 },
      cost: 40,
    });
    // 30 points: a gives at most 15 (60 cost), the other 15 are one step of b (70): 130; two steps of b would be 140.
    expect(reached(counterfactual({ input: now, targetBand: "good", actionable }))).toMatchObject({
      to: { a: 100, b: 60 },
      cost: 130,
      optimal: true,
    });
  });
});

test("limits that are none are refused by name", () => {
  const input = { scorecard: scorecardOf([plain("a", 1)]), observations: values({ a: 10 }), asOf };
  for (const [measure, limits] of [
    ["b", {}],
    ["a", { costPerUnit: 0 }],
    ["a", { minimum: 5, maximum: 4 }],
    ["a", { step: Number.NaN }],
  ] as const) {
    expect(() => counterfactual({ input, targetBand: "good", actionable: { [measure]: limits } })).toThrow(
      expect.objectContaining({ code: "invalid_input", field: `actionable.${measure}` }),
    );
  }
  expect(() => counterfactual({ input, targetBand: "good", actionable: { a: { step: 0.001 } } })).toThrow(
    expect.objectContaining({ field: "actionable.a.step" }),
  );
});

test("the default scorecard, with all measures, in reasonable time", () => {
  const measures = defaultScorecard.groups.flatMap((group) => group.measures.map(({ measure }) => measure));
  const numbers: Record<string, number> = {
    ...Object.fromEntries(measures.map((measure) => [measure, 0])),
    usage_trend: -0.4,
    usage_recency_days: 12,
    active_days_28: 5,
    champion_gone_days: 50,
    seat_utilisation: 0.4,
    tickets_per_100_seats_90: 30,
    escalated_share_180: 0.2,
    first_reply_minutes_median_180: 900,
    csat_share_365: 0.6,
    nps_mean_365: 5,
    invoice_overdue_days: 20,
    arr_change_365: -0.1,
    tenure_days: 400,
  };
  const result = reached(
    counterfactual({ input: { scorecard: defaultScorecard, observations: values(numbers), asOf }, targetBand: "good" }),
  );
  expect(result.result.band).toBe("good");
  expect(result.optimal).toBe(true);
  // Both caps have to go: the champion is back, and half of the seats are used.
  expect(result.to["champion_gone_days"]).toBeLessThan(45);
  expect(result.to["seat_utilisation"]).toBeGreaterThanOrEqual(0.5);
});
