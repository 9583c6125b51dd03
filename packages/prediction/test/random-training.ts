import fc from "fast-check";
import type { FeatureRow } from "../src/features/feature-row.ts";
import type { Training } from "../src/features/training-set.ts";

/** How often a property of a fitted model is tried. A failure prints the seed and the path that repeat it. */
export const fits = { numRuns: 60 } as const;

const row = fc.record({
  logins: fc.integer({ min: 0, max: 40 }),
  seats: fc.option(fc.integer({ min: 1, max: 500 }), { freq: 4 }),
  nps: fc.option(fc.double({ min: -100, max: 100, noNaN: true }), { freq: 2 }),
});

/** Rows of three features, two of them with gaps, and outcomes of both kinds that are not separated by chance alone. */
export const trainings: fc.Arbitrary<Training> = fc
  .array(fc.record({ row, happened: fc.boolean() }), { minLength: 30, maxLength: 80 })
  .filter((all) => all.some(({ happened }) => happened) && all.some(({ happened }) => !happened))
  .map((all) => ({ rows: all.map((each): FeatureRow => each.row), outcomes: all.map(({ happened }) => happened) }));

/** The same rows in another order, with their features in another order. */
export function reordered({ rows, outcomes }: Training): Training {
  const turned = rows.map((each): FeatureRow => Object.fromEntries(Object.entries(each).toReversed()));
  return { rows: turned.toReversed(), outcomes: outcomes.toReversed() };
}

/** A linear congruential generator (Numerical Recipes), apart from the one under test. */
export function chance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
