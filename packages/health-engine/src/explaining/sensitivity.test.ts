import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { runs } from "../../test/runs.ts";
import { asOf, plains, scorecardOf, values } from "../../test/scorecards.ts";
import { score } from "../scoring/score.ts";
import { sensitivity } from "./sensitivity.ts";

describe("sensitivity", () => {
  const input = {
    scorecard: scorecardOf(plains({ a: 2, b: 1, c: 1 })),
    observations: values({ a: 60, b: 100, c: 60 }),
    asOf,
  };

  test("by hand", () => {
    const result = sensitivity(input, { perturbation: 0.2, seed: 7 });
    expect(result).toMatchObject({ score: 70, band: "good", reason: null, samples: 1000 });
    // Without a: .5 covered x 1.5 x 80 + .25 x 50 = 72.5. Without b: 60. Without c: (2 x 60 + 100) / 3 = 73.33.
    const [a, b, c] = result.measures;
    expect(a?.leftOut).toEqual({ score: 72.5, reason: null, band: "good", difference: 2.5 });
    expect(b?.leftOut).toMatchObject({ score: 60, band: "at_risk", difference: -10 });
    expect(c?.leftOut.score).toBeCloseTo(73.333333333, 8);
    // Weight of a 1.6 to 2.4: (96 + 160) / 3.6 = 71.111, (144 + 160) / 4.4 = 69.0909
    expect(a?.weightRange?.high).toBeCloseTo(71.111111111, 8);
    expect(a?.weightRange?.low).toBeCloseTo(69.090909091, 8);
    // All: b at 1.2, others x .8: (144 + 120) / 3.6 = 73.333; b at .8, others x 1.2: (216 + 80) / 4.4 = 67.2727
    expect(result.range?.high).toBeCloseTo(73.333333333, 8);
    expect(result.range?.low).toBeCloseTo(67.272727273, 8);
    // Below 70 when b has less than its share: about half of the time.
    expect(result.bandChangeShare).toBeGreaterThan(0.4);
    expect(result.bandChangeShare).toBeLessThan(0.6);
  });

  test("the same seed gives the same samples, and a score far from a threshold keeps its band", () => {
    expect(sensitivity(input, { seed: 3 })).toEqual(sensitivity(input, { seed: 3 }));
    const far = { ...input, observations: values({ a: 80, b: 82, c: 78 }) };
    expect(sensitivity(far).bandChangeShare).toBe(0);
  });

  test("weights that leave too little covered count as another band; a cap bounds the range", () => {
    const scorecard = scorecardOf(plains({ a: 1, b: 1 }), { minimumCoverage: 0.5 });
    const half = sensitivity({ scorecard, observations: values({ a: 80 }), asOf });
    expect(half.bandChangeShare).toBeGreaterThan(0.4);
    const caps = [{ id: "c", label: "C", maximum: 65, when: [{ measure: "a", atLeast: 1 }] }];
    const capped = sensitivity({ ...input, scorecard: { ...input.scorecard, caps } }, { perturbation: 0.2 });
    expect(capped.range).toEqual({ low: 65, high: 65 });
    // The cap depends on a: without it nothing is known to hold.
    expect(capped.measures[0]?.leftOut.score).toBe(72.5);
  });

  test("without a score there are no ranges, but it is said what would remain", () => {
    const scorecard = scorecardOf(plains({ a: 1, b: 1 }), { minimumCoverage: 0.7 });
    const result = sensitivity({ scorecard, observations: values({ a: 80 }), asOf });
    expect(result).toMatchObject({ score: null, range: null, bandChangeShare: null, samples: 0 });
    expect(result.measures[0]?.leftOut).toMatchObject({ score: null, difference: null });
  });

  test("options outside their range are refused by name", () => {
    for (const [field, value] of [
      ["perturbation", 1],
      ["seed", 0.5],
      ["samples", 0],
    ] as const) {
      expect(() => sensitivity(input, { [field]: value })).toThrow(expect.objectContaining({ field }));
    }
  });

  test("no perturbed scorecard, scored as such, leaves the range", () => {
    const five = fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 5, maxLength: 5 });
    const factors = fc.array(fc.double({ min: 0.8, max: 1.2, noNaN: true }), { minLength: 5, maxLength: 5 });
    fc.assert(
      fc.property(five, five, factors, (numbers, weights, multipliers) => {
        const named = (list: readonly number[]) => Object.fromEntries(list.map((each, index) => [`m${index}`, each]));
        const positive = weights.map((weight) => weight + 1);
        const observations = values(named(numbers));
        const { range } = sensitivity(
          { scorecard: scorecardOf(plains(named(positive))), observations, asOf },
          { perturbation: 0.2, samples: 1 },
        );
        const perturbed = scorecardOf(
          plains(named(positive.map((weight, index) => weight * (multipliers[index] ?? 1)))),
        );
        const found = score({ scorecard: perturbed, observations, asOf }).score ?? Number.NaN;
        expect(found).toBeGreaterThanOrEqual((range?.low ?? Number.NaN) - 1e-9);
        expect(found).toBeLessThanOrEqual((range?.high ?? Number.NaN) + 1e-9);
      }),
      runs,
    );
  });
});
