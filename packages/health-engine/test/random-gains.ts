import type { Cap, MeasureObservation, Normaliser, ScoreBand, ScorecardMeasure } from "@cs/models";
import fc from "fast-check";
import type { Actionable, ScoreInput } from "../src/index.ts";
import { asOf, line, plain, scorecardOf } from "./scorecards.ts";

/** What `counterfactual` takes. */
export interface Gain {
  readonly input: ScoreInput;
  readonly targetBand: ScoreBand;
  readonly actionable: Readonly<Record<string, Actionable>>;
}

/** One more than any of these scorecards has: the last is named by caps only. */
const OBSERVED = 7;

/** A measure that earns points in one direction, or in the middle. */
const shape: fc.Arbitrary<Pick<ScorecardMeasure, "direction" | "normaliser">> = fc.oneof(
  fc
    .record({
      rising: fc.boolean(),
      isLine: fc.boolean(),
      places: fc.uniqueArray(fc.nat(100), { minLength: 2, maxLength: 4 }),
      earned: fc.array(fc.nat(100), { minLength: 5, maxLength: 5 }),
    })
    .map(({ rising, isLine, places, earned }) => {
      const xs = places.toSorted((left, right) => left - right);
      const points = earned.toSorted((left, right) => (rising ? left - right : right - left));
      const ranges = xs.map((from, index) => ({ from, points: points[index + 1] ?? 0 }));
      const normaliser: Normaliser = isLine
        ? line(...xs.map((x, index): [number, number] => [x, points[index] ?? 0]))
        : { kind: "banded", below: points[0] ?? 0, ranges };
      return { direction: rising ? ("higher_is_better" as const) : ("lower_is_better" as const), normaliser };
    }),
  fc.constant({ direction: "lower_is_better" as const, normaliser: { kind: "recency" as const, halfLifeDays: 14 } }),
  fc.constant({
    direction: "target" as const,
    normaliser: { kind: "target_range" as const, zeroBelow: -10, from: 20, to: 40, zeroAbove: 90 },
  }),
);

const limits: fc.Arbitrary<Actionable> = fc.record(
  {
    minimum: fc.integer({ min: -20, max: 50 }),
    maximum: fc.integer({ min: 50, max: 120 }),
    costPerUnit: fc.integer({ min: 1, max: 9 }),
    step: fc.constantFrom(1, 5, 10),
  },
  { requiredKeys: ["costPerUnit"] },
);

/** Accounts with at most so many measures and caps, what may be changed about them, and the band to reach. */
export function gains(most: { readonly measures: number; readonly caps: number }): fc.Arbitrary<Gain> {
  const condition = fc.record({ measure: fc.nat(most.measures), limit: fc.nat(100), atLeast: fc.boolean() });
  return fc
    .record({
      measures: fc.array(fc.record({ weight: fc.integer({ min: 1, max: 9 }), shape }), {
        minLength: 1,
        maxLength: most.measures,
      }),
      caps: fc.array(fc.record({ maximum: fc.nat(95), when: fc.array(condition, { minLength: 1, maxLength: 2 }) }), {
        maxLength: most.caps,
      }),
      values: fc.array(fc.option(fc.integer({ min: -10, max: 110 }), { freq: 8 }), {
        minLength: OBSERVED,
        maxLength: OBSERVED,
      }),
      limits: fc.array(fc.option(limits, { freq: 8 }), { minLength: OBSERVED, maxLength: OBSERVED }),
      targetBand: fc.constantFrom<ScoreBand>("excellent", "good", "at_risk"),
    })
    .map(({ measures, caps, values, limits: given, targetBand }) => {
      const scorecard = scorecardOf(
        measures.map((each, index) => plain(`m${index}`, each.weight, each.shape)),
        { caps: caps.map(capOf) },
      );
      const named = new Set([...measures.keys(), ...caps.flatMap(({ when }) => when.map(({ measure }) => measure))]);
      const observations: Record<string, MeasureObservation> = {};
      const actionable: Record<string, Actionable> = {};
      for (const [index, value] of values.entries()) {
        if (value !== null) observations[`m${index}`] = { value, observedOn: asOf };
        const limit = given[index];
        if (limit && named.has(index)) actionable[`m${index}`] = limit;
      }
      return { input: { scorecard, observations, asOf }, targetBand, actionable };
    });
}

interface CapParts {
  readonly maximum: number;
  readonly when: readonly { readonly measure: number; readonly limit: number; readonly atLeast: boolean }[];
}

function capOf({ maximum, when }: CapParts, index: number): Cap {
  const conditions = when.map(({ measure, limit, atLeast }) => ({
    measure: `m${measure}`,
    ...(atLeast ? { atLeast: limit } : { below: limit }),
  }));
  return { id: `c${index}`, label: "Cap", maximum, when: conditions };
}
