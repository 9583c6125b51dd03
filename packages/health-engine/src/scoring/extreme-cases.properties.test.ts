import type { MeasureObservations, Normaliser, Scorecard, ScorecardMeasure } from "@cs/models";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { asOf, observations, scorecards } from "../../test/random-scorecards.ts";
import { score } from "./score.ts";

const runs = { numRuns: 1000 };
const bands = { excellent: 90, good: 70, atRisk: 50 };

const line: Normaliser = {
  kind: "piecewise_linear",
  knots: [
    [0, 0],
    [100, 100],
  ],
};
const measureOf = (measure: string, weight: number): ScorecardMeasure => ({
  measure,
  weight,
  direction: "higher_is_better",
  normaliser: line,
  nullPolicy: "exclude",
  stalenessLimitDays: null,
});

function cardOf(measures: ScorecardMeasure[], more: Partial<Scorecard> = {}): Scorecard {
  const groups = [{ id: "all", label: "All", weight: 1, measures }];
  return { id: "extreme", version: 1, name: "Extreme", groups, caps: [], bands, minimumCoverage: 0, ...more };
}

function expectSound(result: ReturnType<typeof score>): void {
  const { low, high } = result.interval;
  const numbers = [result.score ?? 0, low, high, result.coverage, result.confidence];
  for (const number of [...numbers, ...result.contributions.map(({ points }) => points)]) {
    expect(number).toBeGreaterThanOrEqual(0);
    expect(number).toBeLessThanOrEqual(100);
  }
  if (result.score !== null) {
    expect(result.score).toBeGreaterThanOrEqual(low);
    expect(result.score).toBeLessThanOrEqual(high);
  }
  const sum = [...result.contributions, ...result.capsFired].reduce((total, { points }) => total + points, 0);
  expect(Math.abs(sum - (result.score ?? 0))).toBeLessThanOrEqual(1e-9);
}

describe("units", () => {
  /** The same rule for values in another unit, of which `factor` make one. */
  function inUnit(normaliser: Normaliser, factor: number): Normaliser {
    switch (normaliser.kind) {
      case "piecewise_linear":
        return { ...normaliser, knots: normaliser.knots.map(([value, points]) => [value * factor, points]) };
      case "banded":
        return {
          ...normaliser,
          ranges: normaliser.ranges.map(({ from, points }) => ({ from: from * factor, points })),
        };
      case "recency":
        return { ...normaliser, halfLifeDays: normaliser.halfLifeDays * factor };
      case "target_range": {
        const { zeroBelow, from, to, zeroAbove } = normaliser;
        const [a, b, c, d] = [zeroBelow * factor, from * factor, to * factor, zeroAbove * factor];
        return { ...normaliser, zeroBelow: a, from: b, to: c, zeroAbove: d };
      }
      case "logistic":
        return { ...normaliser, midpoint: normaliser.midpoint * factor, steepness: normaliser.steepness / factor };
      case "percentile": {
        const values = normaliser.reference.values.map((value) => value * factor);
        return { ...normaliser, reference: { ...normaliser.reference, values } };
      }
    }
  }

  test("measuring in another unit, a power of two of the first, changes no bit", () => {
    const exponents = fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 16, maxLength: 16 });
    const moderate = observations.filter((given) =>
      // Beyond these a power of two would leave the range of numbers.
      Object.values(given).every(({ value }) => !value || (Math.abs(value) < 1e290 && Math.abs(value) > 1e-290)),
    );
    fc.assert(
      fc.property(scorecards({ caps: true }), moderate, exponents, (scorecard, given, powers) => {
        const factorOf = (measure: string) => 2 ** (powers[Number(measure.slice(1))] ?? 0);
        const turned: Scorecard = {
          ...scorecard,
          groups: scorecard.groups.map((group) => ({
            ...group,
            measures: group.measures.map((item) => ({
              ...item,
              normaliser: inUnit(item.normaliser, factorOf(item.measure)),
            })),
          })),
          caps: scorecard.caps.map((cap) => ({
            ...cap,
            when: cap.when.map(({ measure, atLeast, below }) => ({
              measure,
              ...(atLeast !== undefined && { atLeast: atLeast * factorOf(measure) }),
              ...(below !== undefined && { below: below * factorOf(measure) }),
            })),
          })),
        };
        const converted = Object.entries(given).map(([measure, item]) => {
          const value = item.value === null ? null : item.value * factorOf(measure);
          return [measure, { ...item, value }];
        });
        const numbersOf = ({
          score: number,
          interval,
          coverage,
          confidence,
          contributions,
          capsFired,
        }: ReturnType<typeof score>) => ({
          number,
          interval,
          coverage,
          confidence,
          points: contributions.map(({ points }) => points),
          caps: capsFired.map(({ points }) => points),
        });
        const one = score({ scorecard, observations: given, asOf });
        const two = score({ scorecard: turned, observations: Object.fromEntries(converted), asOf });
        expect(numbersOf(two)).toStrictEqual(numbersOf(one));
      }),
      runs,
    );
  });
});

describe("one event", () => {
  /** Points per unit where a continuous normaliser is steepest; infinite where it jumps. */
  function steepest(normaliser: Normaliser): number {
    switch (normaliser.kind) {
      case "piecewise_linear":
        return normaliser.knots.reduce((most, [value, points], index, knots) => {
          const [before, earned] = knots[index - 1] ?? [value, points];
          return value === before ? most : Math.max(most, Math.abs(points - earned) / (value - before));
        }, 0);
      case "recency":
        // d/dx 100 x 2^(-x/h) at 0
        return (100 * Math.LN2) / normaliser.halfLifeDays;
      case "target_range":
        return 100 / Math.min(normaliser.from - normaliser.zeroBelow, normaliser.zeroAbove - normaliser.to);
      case "logistic":
        return 25 * Math.abs(normaliser.steepness);
      case "banded":
      case "percentile":
        return Number.POSITIVE_INFINITY;
    }
  }

  test("that changes a measure by one unit moves the score by at most weight x steepest slope", () => {
    fc.assert(
      fc.property(
        scorecards({ caps: false }),
        observations,
        fc.double({ min: -200, max: 300, noNaN: true }),
        fc.nat(),
        fc.constantFrom(-1, 1),
        (scorecard, given, value, pick, unit) => {
          const measures = scorecard.groups.flatMap((group) => group.measures);
          const measure = measures[pick % measures.length];
          fc.pre(measure !== undefined && Number.isFinite(steepest(measure.normaliser)));
          if (!measure) return;
          const id = measure.measure;
          const at = (number: number) =>
            score({ scorecard, observations: { ...given, [id]: { value: number, observedOn: asOf } }, asOf });
          const [before, after] = [at(value), at(value + unit)];
          fc.pre(before.score !== null && after.score !== null);
          // The effective weight, at most 1.5 x the nominal one, is the same on both sides: the measure is known on both.
          const { effectiveWeight = 0, weight = 0 } = before.contributions.find((line) => line.measure === id) ?? {};
          const moved = Math.abs((after.score ?? 0) - (before.score ?? 0));
          expect(moved).toBeLessThanOrEqual(effectiveWeight * steepest(measure.normaliser) + 1e-9);
          expect(moved).toBeLessThanOrEqual(1.5 * weight * steepest(measure.normaliser) + 1e-9);
        },
      ),
      runs,
    );
  });
});

describe("sizes", () => {
  test("10,000 measures sum as exactly as one", () => {
    const ids = Array.from({ length: 10_000 }, (_, index) => `m${index}`);
    const scorecard = cardOf(ids.map((id, index) => measureOf(id, 0.1 + (index % 7))));
    const at = (points: (index: number) => number | null) =>
      Object.fromEntries(
        ids.flatMap((id, index) => {
          const value = points(index);
          return value === null ? [] : [[id, { value, observedOn: asOf }] as const];
        }),
      );
    // Ten thousand times exactly 90 is exactly 90, and so the band that starts there.
    expect(score({ scorecard, observations: at(() => 90), asOf })).toMatchObject({ score: 90, band: "excellent" });
    const mixed = score({ scorecard, observations: at((index) => (index % 3 === 0 ? null : index % 101)), asOf });
    expectSound(mixed);
    const shown = mixed.contributions.reduce((total, { shownPoints }) => total + shownPoints, 0);
    expect(shown).toBe(Math.round(mixed.score ?? 0));
    expect(mixed.coverage).toBeCloseTo(2 / 3, 2);
  });

  test("weights from 1e-300 to 1e300 in one scorecard keep every number in its range", () => {
    const weight = fc.constantFrom(5e-324, 1e-300, 1e-200, 1e-16, 1, 3, 1e16, 1e200, 1e300, Number.MAX_VALUE);
    const points = fc.option(fc.double({ min: 0, max: 100, noNaN: true }));
    const group = fc.record({ weight, measures: fc.array(fc.tuple(weight, points), { minLength: 1, maxLength: 5 }) });
    fc.assert(
      fc.property(fc.array(group, { minLength: 1, maxLength: 4 }), (given) => {
        let count = 0;
        const known: Record<string, MeasureObservations[string]> = {};
        const groups = given.map((each, index) => ({
          id: `g${index}`,
          label: "Group",
          weight: each.weight,
          measures: each.measures.map(([measureWeight, value]) => {
            const id = `m${count++}`;
            if (value !== null) known[id] = { value, observedOn: asOf };
            return measureOf(id, measureWeight);
          }),
        }));
        const result = score({ scorecard: cardOf([], { groups }), observations: known, asOf });
        expectSound(result);
        expect(result.contributions.reduce((total, line) => total + line.weight, 0)).toBeCloseTo(1, 9);
      }),
      runs,
    );
  });

  test("a measure whose weight is nothing beside the others gives no score by itself", () => {
    const scorecard = cardOf([measureOf("a", 1e-300), measureOf("b", 1e300)]);
    const result = score({ scorecard, observations: { a: { value: 50, observedOn: asOf } }, asOf });
    expect(result.score).toBeNull();
    expect(result.reason).toBe("no measure with weight is known: b (100 %, no observation was given)");
  });
});

describe("time", () => {
  test("before the first fact nothing is known, whatever comes later", () => {
    const later = fc.record({ first: observations, minimumCoverage: fc.constantFrom(0, 0.7) });
    fc.assert(
      fc.property(scorecards({ caps: true }), later, (scorecard, { first, minimumCoverage }) => {
        const dated = Object.fromEntries(
          Object.entries(first).map(([id, item]) => [
            id,
            item.value === null ? item : { ...item, observedOn: item.observedOn ?? asOf },
          ]),
        );
        const result = score({ scorecard: { ...scorecard, minimumCoverage }, observations: dated, asOf: "2020-01-01" });
        expect(result).toMatchObject({ score: null, band: "insufficient_data", coverage: 0, confidence: 0 });
        const empty = score({ scorecard: { ...scorecard, minimumCoverage }, observations: {}, asOf: "2020-01-01" });
        expect(result.interval).toEqual(empty.interval);
        expect(result.contributions.map(({ value, points }) => [value, points])).toEqual(
          empty.contributions.map(({ value, points }) => [value, points]),
        );
      }),
      runs,
    );
  });
});

describe("peers", () => {
  test("no other account changes a percentile: its reference is part of the scorecard", () => {
    // The only inputs of a score are one account's observations and the scorecard; the input hash names both.
    const reference = { id: "peers", version: 1, values: [1, 2, 3] };
    const percentile: Normaliser = { kind: "percentile", direction: "rising", reference, lowerShare: 0, upperShare: 0 };
    const run = (values: number[]) => {
      const normaliser: Normaliser = { ...percentile, reference: { ...reference, values } };
      const scorecard = cardOf([{ ...measureOf("a", 1), normaliser }]);
      return score({ scorecard, observations: { a: { value: 2, observedOn: asOf } }, asOf });
    };
    expect(run([1, 2, 3]).score).toBe(50);
    expect(run([1, 2, 3, 4]).inputHash).not.toBe(run([1, 2, 3]).inputHash);
  });
});
