import { addDays, type MeasureObservation, type Normaliser, type Scorecard, type ScoreOverride } from "@cs/models";
import fc from "fast-check";
import type { ScoreInput } from "../src/index.ts";
import { evenly } from "./evenly.ts";
import { asOf, line, plain, scorecardOf } from "./scorecards.ts";

const weight = fc.integer({ min: 1, max: 9 });
const bands: Normaliser = {
  kind: "banded",
  below: 10,
  ranges: [
    { from: 20, points: 40 },
    { from: 70, points: 90 },
  ],
};
const measure = fc.record({
  weight,
  normaliser: fc.constantFrom(line([0, 0], [30, 60], [100, 100]), bands),
  nullPolicy: fc.oneof(
    { arbitrary: fc.constantFrom("exclude" as const, "neutral" as const, "worst" as const), weight: 12 },
    { arbitrary: fc.constant("fail" as const), weight: 1 },
  ),
  stalenessLimitDays: fc.constantFrom(null, 10, 40),
});
type Lengths = fc.ArrayConstraints;
const groupsOf = (groups: Lengths, measures: Lengths) =>
  fc.array(fc.record({ weight, measures: fc.array(measure, measures) }), groups);
const cap = fc.record({ maximum: fc.nat(90), measure: fc.nat(7), atLeast: fc.nat(120) });

/** Scorecards with measures m0, m1, …: mostly 1 to 6, sometimes 12, which are too many for an exact split. */
export const changingScorecards: fc.Arbitrary<Scorecard> = fc
  .record({
    groups: fc.oneof(
      { arbitrary: groupsOf({ minLength: 1, maxLength: 3 }, { minLength: 1, maxLength: 2 }), weight: 14 },
      { arbitrary: groupsOf({ minLength: 3, maxLength: 3 }, { minLength: 4, maxLength: 4 }), weight: 1 },
    ),
    caps: fc.array(cap, { maxLength: 2 }),
    minimumCoverage: fc.constantFrom(0, 0, 0, 0.4),
  })
  .map(({ groups, caps, minimumCoverage }) => {
    let count = 0;
    return scorecardOf([], {
      groups: groups.map((group, at) => ({
        id: `g${at}`,
        label: "Group",
        weight: group.weight,
        measures: group.measures.map(({ weight: share, ...more }) => plain(`m${count++}`, share, more)),
      })),
      caps: caps.map(({ maximum, measure: place, atLeast }, at) => ({
        id: `c${at}`,
        label: "Cap",
        maximum,
        when: [{ measure: `m${place}`, atLeast }],
      })),
      minimumCoverage,
    });
  });

/** An observation up to 30 days old on the day it is asked for, a gap, or none. */
const observation = fc.oneof(
  {
    arbitrary: fc
      .record({ value: evenly(-20, 130), age: fc.oneof(fc.constant(null), fc.nat(30)) })
      .map(({ value, age }) => (day: string): MeasureObservation => {
        return { value, observedOn: age === null ? null : addDays(day, -age) };
      }),
    weight: 8,
  },
  { arbitrary: fc.constant((): MeasureObservation => ({ value: null, reason: "not connected" })), weight: 1 },
  { arbitrary: fc.constant(undefined), weight: 1 },
);

const someOverride = fc
  .record({ score: fc.nat(100), days: fc.integer({ min: -5, max: 40 }) })
  .map(({ score, days }): ScoreOverride => ({ score, reason: "Known", author: "csm", expiresOn: addDays(asOf, days) }));
const override = fc.oneof({ arbitrary: fc.constant(undefined), weight: 7 }, { arbitrary: someOverride, weight: 1 });

/** Two inputs with the same or another scorecard, day and override; some observations are the same on both sides. */
export const changes: fc.Arbitrary<{ before: ScoreInput; after: ScoreInput }> = fc
  .record({
    cards: fc.tuple(changingScorecards, changingScorecards),
    sameCard: fc.boolean(),
    days: fc.constantFrom(0, 7, 30),
    observed: fc.array(fc.record({ before: observation, after: observation, chance: fc.nat(9) }), {
      minLength: 13,
      maxLength: 13,
    }),
    steady: fc.constantFrom(0, 5),
    overrides: fc.tuple(override, override),
  })
  .map(({ cards, sameCard, days, observed, steady, overrides }) => {
    const secondDay = addDays(asOf, days);
    const before: Record<string, MeasureObservation> = {};
    const after: Record<string, MeasureObservation> = {};
    for (const [at, item] of observed.entries()) {
      const first = item.before?.(asOf);
      if (first) before[`m${at}`] = first;
      const second = item.chance < steady ? first : item.after?.(secondDay);
      if (second) after[`m${at}`] = second;
    }
    return {
      before: { scorecard: cards[0], observations: before, asOf, override: overrides[0] },
      after: { scorecard: cards[sameCard ? 0 : 1], observations: after, asOf: secondDay, override: overrides[1] },
    };
  });
