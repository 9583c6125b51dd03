import type { Normaliser } from "@cs/models";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { runs } from "../../test/runs.ts";
import { asOf, plain, scorecardOf, values } from "../../test/scorecards.ts";
import { scoreBatch } from "../batch/score-batch.ts";
import { compileScorecard } from "./compile-scorecard.ts";
import { score } from "./score.ts";

function expectSound(result: ReturnType<typeof score>): void {
  const { low, high } = result.interval;
  const points = result.contributions.map((line) => line.points);
  const numbers = [result.score ?? 0, low, high, result.coverage, result.confidence, ...points];
  expect(numbers.filter((number) => !(number >= 0 && number <= 100))).toEqual([]);
  expect(result.score ?? low).toBeGreaterThanOrEqual(low);
  expect(result.score ?? high).toBeLessThanOrEqual(high);
  const sum = [...points, ...result.capsFired.map((fired) => fired.points)].reduce((total, each) => total + each, 0);
  expect(Math.abs(sum - (result.score ?? 0))).toBeLessThanOrEqual(1e-9);
}

describe("10,000 measures", () => {
  const ids = Array.from({ length: 10_000 }, (_, index) => `m${index}`);
  const scorecard = compileScorecard(scorecardOf(ids.map((id, index) => plain(id, 0.1 + (index % 7)))));

  test("sum as exactly as one", () => {
    const at = (points: (index: number) => number | null) => {
      const known = ids.flatMap((id, index) => {
        const value = points(index);
        return value === null ? [] : [[id, value] as const];
      });
      return score({ scorecard, observations: values(Object.fromEntries(known)), asOf });
    };
    // Ten thousand times exactly 90 is exactly 90, and so the band that starts there.
    expect(at(() => 90)).toMatchObject({ score: 90, band: "excellent" });
    const mixed = at((index) => (index % 3 === 0 ? null : index % 101));
    expectSound(mixed);
    const shown = mixed.contributions.reduce((total, { shownPoints }) => total + shownPoints, 0);
    expect(shown).toBe(Math.round(mixed.score ?? 0));
    expect(mixed.coverage).toBeCloseTo(2 / 3, 2);
  });

  test("of which one is known have the same numbers in a batch as alone", () => {
    const alone = score({ scorecard, observations: values({ m3: 70 }), asOf });
    // 3.1 of the sum of .1 + (index % 7): 1,000 + 1,428 x 21 + 0 + 1 + 2 + 3.
    expect(alone.coverage).toBeCloseTo(3.1 / 30_994, 12);
    const columns = { m3: { values: Float64Array.of(70) } };
    const batch = scoreBatch({ scorecard, asOf, accounts: 1, columns });
    expect([batch.scores[0], batch.coverage[0]]).toEqual([alone.score, alone.coverage]);
  });
});

describe("weights", () => {
  test("from 5e-324 to the largest number in one scorecard keep every number in its range", () => {
    const weight = fc.constantFrom(5e-324, 1e-300, 1e-200, 1e-16, 1, 3, 1e16, 1e200, 1e300, Number.MAX_VALUE);
    const points = fc.option(fc.double({ min: 0, max: 100, noNaN: true }));
    const group = fc.record({ weight, measures: fc.array(fc.tuple(weight, points), { minLength: 1, maxLength: 5 }) });
    fc.assert(
      fc.property(fc.array(group, { minLength: 1, maxLength: 4 }), (given) => {
        const known: Record<string, number> = {};
        const groups = given.map((each, index) => ({
          id: `g${index}`,
          label: "Group",
          weight: each.weight,
          measures: each.measures.map(([measureWeight, value], place) => {
            const id = `m${index}_${place}`;
            if (value !== null) known[id] = value;
            return plain(id, measureWeight);
          }),
        }));
        const result = score({ scorecard: scorecardOf([], { groups }), observations: values(known), asOf });
        expectSound(result);
        expect(result.contributions.reduce((total, line) => total + line.weight, 0)).toBeCloseTo(1, 9);
      }),
      runs,
    );
  });

  test("of nothing beside the others give no score by themselves", () => {
    const scorecard = scorecardOf([plain("a", 1e-300), plain("b", 1e300)]);
    const result = score({ scorecard, observations: values({ a: 50 }), asOf });
    expect(result.score).toBeNull();
    expect(result.reason).toBe("no measure with weight is known: b (100 %, no observation was given)");
  });
});

test("the peers of a percentile are part of the scorecard: other peers are another input", () => {
  const run = (peers: number[]) => {
    const reference = { id: "peers", version: 1, values: peers };
    const normaliser: Normaliser = { kind: "percentile", direction: "rising", reference, lowerShare: 0, upperShare: 0 };
    return score({ scorecard: scorecardOf([plain("a", 1, { normaliser })]), observations: values({ a: 2 }), asOf });
  };
  expect(run([1, 2, 3]).score).toBe(50);
  expect(run([1, 2, 3, 4]).inputHash).not.toBe(run([1, 2, 3]).inputHash);
});
