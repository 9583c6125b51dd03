import type { Cap, Normaliser, Scorecard } from "@cs/models";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cases } from "../../test/random-scorecards.ts";
import { runs } from "../../test/runs.ts";
import { type ScoreInput, score } from "./score.ts";

test("no order of groups, measures, caps and observations changes a single bit", () => {
  fc.assert(
    fc.property(cases, fc.infiniteStream(fc.nat()), (input, random) => {
      const shuffled = <Item>(items: readonly Item[]): Item[] =>
        items
          .map((item) => ({ item, place: random.next().value }))
          .sort((left, right) => left.place - right.place)
          .map(({ item }) => item);
      const turned = {
        ...input.scorecard,
        groups: shuffled(input.scorecard.groups).map((group) => ({ ...group, measures: shuffled(group.measures) })),
        caps: shuffled(input.scorecard.caps),
      };
      const observations = Object.fromEntries(shuffled(Object.entries(input.observations)));
      const one = score(input);
      const two = score({ ...input, scorecard: turned, observations });
      const byMeasure = (result: typeof one) => ({
        ...result,
        contributions: Object.fromEntries(result.contributions.map((line) => [line.measure, line])),
      });
      expect(byMeasure(two)).toStrictEqual(byMeasure(one));
      expect(two.contributions.map(({ measure }) => measure)).toEqual(
        turned.groups.flatMap((group) => group.measures.map(({ measure }) => measure)),
      );
    }),
    runs,
  );
});

test("scaling all weights by a power of two changes nothing, by another factor less than 1e-9", () => {
  const power = fc.integer({ min: -30, max: 30 }).map((exponent) => 2 ** exponent);
  fc.assert(
    fc.property(cases, power, fc.double({ min: 0.001, max: 1000, noNaN: true }), (input, exact, factor) => {
      const scaled = (by: number): Scorecard => ({
        ...input.scorecard,
        groups: input.scorecard.groups.map((group) => ({
          ...group,
          weight: group.weight * by,
          measures: group.measures.map((measure) => ({ ...measure, weight: measure.weight * by })),
        })),
      });
      const one = score(input);
      const { inputHash: _, ...numbers } = score({ ...input, scorecard: scaled(exact) });
      expect(one).toMatchObject(numbers);
      const other = score({ ...input, scorecard: scaled(factor) });
      expect(Math.abs((other.score ?? 0) - (one.score ?? 0))).toBeLessThanOrEqual(1e-9);
    }),
    runs,
  );
});

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

  function capInUnit(cap: Cap, factorOf: (measure: string) => number): Cap {
    const when = cap.when.map(({ measure, atLeast, below }) => ({
      measure,
      ...(atLeast !== undefined && { atLeast: atLeast * factorOf(measure) }),
      ...(below !== undefined && { below: below * factorOf(measure) }),
    }));
    return { ...cap, when };
  }

  function converted({ scorecard, observations, asOf }: ScoreInput, factorOf: (measure: string) => number): ScoreInput {
    const groups = scorecard.groups.map((group) => ({
      ...group,
      measures: group.measures.map((item) => ({
        ...item,
        normaliser: inUnit(item.normaliser, factorOf(item.measure)),
      })),
    }));
    const items = Object.entries(observations).map(([measure, item]) => [
      measure,
      item.value === null ? item : { ...item, value: item.value * factorOf(measure) },
    ]);
    const caps = scorecard.caps.map((cap) => capInUnit(cap, factorOf));
    return { scorecard: { ...scorecard, groups, caps }, observations: Object.fromEntries(items), asOf };
  }

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
  /** Beyond these another unit would leave the range of numbers. */
  const within = (value: number) => (Math.abs(value) < 1e-290 ? 0 : Math.min(1e290, Math.max(-1e290, value)));
  const moderate = cases.map(({ observations, ...input }) => {
    const items = Object.entries(observations).map(([measure, item]) => [
      measure,
      item.value === null ? item : { ...item, value: within(item.value) },
    ]);
    return { ...input, observations: Object.fromEntries(items) };
  });

  test("measuring in another unit, a power of two of the first, changes no bit", () => {
    const exponents = fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 21, maxLength: 21 });
    fc.assert(
      fc.property(moderate, exponents, (input, powers) => {
        const other = converted(input, (measure) => 2 ** (powers[Number(measure.slice(1))] ?? 0));
        expect(numbersOf(score(other))).toStrictEqual(numbersOf(score(input)));
      }),
      runs,
    );
  });

  test("minutes for hours, cents for euros, per cent for shares: the score moves by less than 1e-6", () => {
    const factor = fc.constantFrom(60, 1 / 60, 100, 1 / 100, 365.25, 1 / 7, 1e6);
    fc.assert(
      fc.property(moderate, factor, (input, of) => {
        const [one, two] = [score(input), score(converted(input, () => of))];
        expect(two.band === "insufficient_data").toBe(one.band === "insufficient_data");
        expect(Math.abs((two.score ?? 0) - (one.score ?? 0))).toBeLessThan(1e-6);
      }),
      runs,
    );
  });
});
