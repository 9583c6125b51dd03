import type { MeasureObservation, Normaliser, Scorecard } from "@cs/models";
import { addDays } from "@cs/models";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseScorecard } from "../scorecards/parse-scorecard.ts";
import { type ScoreInput, score } from "../scoring/score.ts";
import { explainChange } from "./explain-change.ts";

const firstDay = "2024-06-30";
const runs = { numRuns: 1000 };

const weight = fc.integer({ min: 1, max: 9 });
const normaliser: fc.Arbitrary<Normaliser> = fc.constantFrom<Normaliser>(
  {
    kind: "piecewise_linear",
    knots: [
      [0, 0],
      [30, 60],
      [100, 100],
    ],
  },
  {
    kind: "banded",
    below: 10,
    ranges: [
      { from: 20, points: 40 },
      { from: 70, points: 90 },
    ],
  },
);
const rules = fc.record({
  weight,
  normaliser,
  nullPolicy: fc.constantFrom(
    "exclude" as const,
    "exclude" as const,
    "neutral" as const,
    "worst" as const,
    "fail" as const,
  ),
  stalenessLimitDays: fc.constantFrom(null, 10, 40),
});
const cap = fc.record({
  maximum: fc.integer({ min: 0, max: 90 }),
  measure: fc.nat(7),
  atLeast: fc.integer({ min: 0, max: 120 }),
});

const scorecard = fc
  .record({
    groups: fc.array(fc.record({ weight, measures: fc.array(rules, { minLength: 1, maxLength: 3 }) }), {
      minLength: 1,
      maxLength: 3,
    }),
    caps: fc.array(cap, { maxLength: 2 }),
    minimumCoverage: fc.constantFrom(0, 0, 0.4),
  })
  .map(({ groups, caps, minimumCoverage }): Scorecard => {
    let count = 0;
    return {
      id: "random",
      version: 1,
      name: "Random",
      groups: groups.map((group, index) => ({
        id: `g${index}`,
        label: "Group",
        weight: group.weight,
        measures: group.measures.map((measure) => ({
          ...measure,
          measure: `m${count++}`,
          direction: "higher_is_better",
        })),
      })),
      caps: caps.map(({ maximum, measure, atLeast }, index) => ({
        id: `c${index}`,
        label: "Cap",
        maximum,
        when: [{ measure: `m${measure}`, atLeast }],
      })),
      bands: { excellent: 90, good: 70, atRisk: 50 },
      minimumCoverage,
    };
  });

/** An observation up to 30 days old, a gap, or none. */
const observation = (asOf: string): fc.Arbitrary<MeasureObservation | undefined> =>
  fc.oneof(
    {
      arbitrary: fc.record({
        value: fc.double({ min: -20, max: 130, noNaN: true }),
        observedOn: fc.oneof(
          fc.constant(null),
          fc.integer({ min: -30, max: 0 }).map((days) => addDays(asOf, days)),
        ),
      }),
      weight: 8,
    },
    { arbitrary: fc.constant({ value: null, reason: "not connected" }), weight: 1 },
    { arbitrary: fc.constant(undefined), weight: 1 },
  );

/** Two inputs with the same or another scorecard and day; some observations are the same on both sides. */
const pairs = fc
  .record({ cards: fc.tuple(scorecard, scorecard), sameCard: fc.boolean(), days: fc.constantFrom(0, 7, 30) })
  .chain(({ cards, sameCard, days }) => {
    const secondDay = addDays(firstDay, days);
    const both = fc.record({ before: observation(firstDay), after: observation(secondDay), same: fc.boolean() });
    return fc.array(both, { minLength: 9, maxLength: 9 }).map((list) => {
      const before: Record<string, MeasureObservation> = {};
      const after: Record<string, MeasureObservation> = {};
      for (const [index, item] of list.entries()) {
        if (item.before) before[`m${index}`] = item.before;
        const later = item.same ? item.before : item.after;
        if (later) after[`m${index}`] = later;
      }
      return {
        before: { scorecard: cards[0], observations: before, asOf: firstDay },
        after: { scorecard: sameCard ? cards[0] : cards[1], observations: after, asOf: secondDay },
      };
    });
  })
  .filter(({ before, after }) => score(before).score !== null && score(after).score !== null);

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

describe("for every two inputs with scores", { timeout: 120_000 }, () => {
  test("the generated scorecards are ones that parse", () => {
    fc.assert(
      fc.property(scorecard, (card) => {
        expect(parseScorecard(structuredClone(card))).toEqual(card);
      }),
      { numRuns: 200 },
    );
  });

  test("factors sum to the difference of the scores, and measures to data", () => {
    fc.assert(
      fc.property(pairs, ({ before, after }) => {
        const change = explainChange(before, after);
        expect(change.difference).toBe((score(after).score ?? 0) - (score(before).score ?? 0));
        const factors = change.factors ?? { data: Number.NaN };
        expect(Math.abs(sum(Object.values(factors)) - (change.difference ?? 0))).toBeLessThanOrEqual(1e-9);
        const points = sum(change.measures.map((measure) => measure.points));
        expect(Math.abs(points - factors.data)).toBeLessThanOrEqual(1e-9);
      }),
      runs,
    );
  });

  test("swapping the sides changes every sign", () => {
    fc.assert(
      fc.property(pairs, ({ before, after }) => {
        const there = explainChange(before, after);
        const back = explainChange(after, before);
        for (const [factor, points] of Object.entries(there.factors ?? {})) {
          expect(back.factors?.[factor as "data"]).toBeCloseTo(-points, 9);
        }
        expect(back.measures.map(({ measure }) => measure)).toEqual(there.measures.map(({ measure }) => measure));
        for (const [index, { points }] of there.measures.entries()) {
          expect(back.measures[index]?.points).toBeCloseTo(-points, 9);
        }
      }),
      runs,
    );
  });

  test("what did not change has exactly 0", () => {
    fc.assert(
      fc.property(pairs, ({ before, after }) => {
        const same = explainChange(before, structuredClone(before));
        expect(same.factors).toEqual({ data: 0, staleness: 0, configuration: 0, cap: 0, override: 0 });
        expect(same.measures).toEqual([]);

        const sameCard = explainChange(before, { ...after, scorecard: before.scorecard });
        if (sameCard.factors) expect(sameCard.factors.configuration).toBe(0);
        const sameDay = explainChange(before, { ...after, asOf: before.asOf });
        if (sameDay.factors) expect(sameDay.factors.staleness).toBe(0);
        const sameData = explainChange(before, { ...after, observations: before.observations });
        if (sameData.factors) expect(sameData.factors.data).toBe(0);
        const noCaps = (input: ScoreInput) => ({ ...input, scorecard: { ...input.scorecard, caps: [] } });
        expect(explainChange(noCaps(before), noCaps(after)).factors?.cap).toBe(0);

        // Beyond the outer knots and bands more is no more: an observation that changed and no score noticed.
        const at = (input: ScoreInput, value: number) => ({
          ...noCaps(input),
          observations: { ...input.observations, m0: { value, observedOn: input.asOf } },
        });
        const dummy = explainChange(at(before, 200), at(after, 300)).measures.find(({ measure }) => measure === "m0");
        expect(dummy?.points).toBe(0);
      }),
      runs,
    );
  });

  test("the order of keys changes no bit", () => {
    const turned = (input: ScoreInput): ScoreInput => ({
      ...input,
      scorecard: {
        ...input.scorecard,
        groups: input.scorecard.groups
          .map((group) => ({ ...group, measures: group.measures.toReversed() }))
          .toReversed(),
        caps: input.scorecard.caps.toReversed(),
      },
      observations: Object.fromEntries(Object.entries(input.observations).toReversed()),
    });
    fc.assert(
      fc.property(pairs, ({ before, after }) => {
        expect(explainChange(turned(before), turned(after))).toStrictEqual(explainChange(before, after));
      }),
      { numRuns: 300 },
    );
  });
});
