import {
  addDays,
  type Cap,
  type MeasureObservation,
  type MeasureObservations,
  type Normaliser,
  type Scorecard,
  type ScorecardMeasure,
} from "@cs/models";
import fc from "fast-check";
import { evenly } from "./evenly.ts";
import { asOf, line } from "./scorecards.ts";

type Shape = Pick<ScorecardMeasure, "direction" | "normaliser">;

/** How many measures a scorecard has, at the most, and for how many measures an account has observations. */
const sizes = {
  small: { groups: 3, measures: { minLength: 1, maxLength: 2 }, observed: 8 },
  large: { groups: 5, measures: { minLength: 4, maxLength: 4 }, observed: 21 },
} as const;
type Size = keyof typeof sizes;

/** Mostly scorecards of 1 to 6 measures, sometimes of 4 to 20. */
export function mostlySmall<Value>(of: (size: Size) => fc.Arbitrary<Value>): fc.Arbitrary<Value> {
  return fc.oneof({ arbitrary: of("small"), weight: 11 }, { arbitrary: of("large"), weight: 1 });
}

const points = fc.oneof(fc.integer({ min: 0, max: 100 }), evenly(0, 100));
const weight = fc.oneof(fc.integer({ min: 1, max: 9 }), fc.double({ min: 0.01, max: 100, noNaN: true }));
/** A value of any measure: mostly near the knots, sometimes any finite number. */
export const value = fc.oneof(
  fc.integer({ min: -50, max: 150 }),
  evenly(-50, 150),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);

/** Two to five numbers that strictly rise: a first one and the gaps between them. */
const rising = fc
  .record({
    first: fc.integer({ min: -100, max: 60 }),
    gaps: fc.array(fc.oneof(fc.integer({ min: 1, max: 60 }), evenly(1e-6, 60)), { minLength: 1, maxLength: 4 }),
  })
  .map(({ first, gaps }) => {
    const numbers = [first];
    for (const gap of gaps) numbers.push((numbers.at(-1) ?? 0) + gap);
    return numbers;
  });

const better = (higher: boolean) => (higher ? ("higher_is_better" as const) : ("lower_is_better" as const));

/** Places with points that never turn back. */
const stairs = fc
  .record({ xs: rising, ys: fc.array(points, { minLength: 6, maxLength: 6 }), higher: fc.boolean() })
  .map(({ xs, ys, higher }) => ({
    xs,
    ys: ys.toSorted((left, right) => (higher ? left - right : right - left)),
    direction: better(higher),
  }));
const linear = stairs.map(
  ({ xs, ys, direction }): Shape => ({
    direction,
    normaliser: line(...xs.map((x, at): [number, number] => [x, ys[at] ?? 0])),
  }),
);
const banded = stairs.map(({ xs, ys: [below = 0, ...ys], direction }): Shape => {
  const ranges = xs.map((from, at) => ({ from, points: ys[at] ?? 0 }));
  return { direction, normaliser: { kind: "banded", below, ranges } };
});
const logistic = fc
  .record({
    midpoint: fc.integer({ min: -50, max: 100 }),
    slope: fc.double({ min: 0.001, max: 10, noNaN: true }),
    higher: fc.boolean(),
  })
  .map(({ midpoint, slope, higher }): Shape => {
    const normaliser: Normaliser = { kind: "logistic", midpoint, steepness: higher ? slope : -slope };
    return { direction: better(higher), normaliser };
  });
const percentile = fc
  .record({
    peers: fc.array(fc.integer({ min: -60, max: 160 }), { minLength: 2, maxLength: 12 }),
    lowerShare: fc.constantFrom(0, 0.1, 0.49),
    upperShare: fc.constantFrom(0, 0.25),
    higher: fc.boolean(),
  })
  .map(({ peers, higher, ...shares }): Shape => {
    const reference = { id: "peers", version: 1, values: peers.toSorted((left, right) => left - right) };
    const direction = higher ? "rising" : "falling";
    return { direction: better(higher), normaliser: { kind: "percentile", direction, reference, ...shares } };
  });
const recency = fc
  .integer({ min: 1, max: 90 })
  .map((halfLifeDays): Shape => ({ direction: "lower_is_better", normaliser: { kind: "recency", halfLifeDays } }));
const target = fc.constant<Shape>({
  direction: "target",
  normaliser: { kind: "target_range", zeroBelow: -20, from: 10, to: 40, zeroAbove: 90 },
});

const measure = fc.record({
  weight,
  shape: fc.oneof(linear, linear, banded, logistic, percentile, recency, target),
  nullPolicy: fc.constantFrom("exclude" as const, "exclude" as const, "neutral" as const, "worst" as const),
  stalenessLimitDays: fc.constantFrom(null, 30, 90),
});
const cap = fc.record({
  // Just below a threshold, hysteresis could soften a cap.
  maximum: fc.oneof(points, fc.constantFrom(49, 69, 88)),
  when: fc.array(fc.record({ measure: fc.nat(7), limit: fc.integer({ min: -20, max: 120 }), atLeast: fc.boolean() }), {
    minLength: 1,
    maxLength: 2,
  }),
});

/** Scorecards that parse, with measures m0, m1, … and caps that may name measures outside them. */
export function scorecards(size: Size, options: { readonly failing?: boolean } = {}): fc.Arbitrary<Scorecard> {
  const { groups, measures } = sizes[size];
  return fc
    .record({
      groups: fc.array(fc.record({ weight, measures: fc.array(measure, measures) }), {
        minLength: 1,
        maxLength: groups,
      }),
      caps: fc.array(cap, { maxLength: 3 }),
      minimumCoverage: fc.constantFrom(0, 0.3, 0.7),
      hysteresis: fc.constantFrom(undefined, 0, 3),
      failing: options.failing ? fc.nat(9) : fc.constant(-1),
    })
    .map(({ hysteresis, failing, ...parts }) => {
      let count = 0;
      const named = ({ shape, ...rest }: (typeof parts.groups)[number]["measures"][number]): ScorecardMeasure => ({
        ...shape,
        ...rest,
        ...(count === failing && { nullPolicy: "fail" }),
        measure: `m${count++}`,
      });
      return {
        id: "random",
        version: 1,
        name: "Random",
        groups: parts.groups.map((group, at) => ({
          id: `g${at}`,
          label: "Group",
          weight: group.weight,
          measures: group.measures.map(named),
        })),
        caps: parts.caps.map(
          ({ maximum, when }, at): Cap => ({
            id: `c${at}`,
            label: "Cap",
            maximum,
            when: when.map(({ measure: place, limit, atLeast }) => ({
              measure: `m${place}`,
              ...(atLeast ? { atLeast: limit } : { below: limit }),
            })),
          }),
        ),
        bands: { excellent: 90, good: 70, atRisk: 50, ...(hysteresis !== undefined && { hysteresis }) },
        minimumCoverage: parts.minimumCoverage,
      };
    });
}

const days = (min: number, max: number) => fc.integer({ min, max }).map((ahead) => addDays(asOf, ahead));
const observation = fc.oneof<fc.WeightedArbitrary<MeasureObservation | undefined>[]>(
  { arbitrary: fc.record({ value, observedOn: fc.oneof(fc.constant(null), days(-120, 0)) }), weight: 8 },
  { arbitrary: fc.record({ value, observedOn: days(1, 50) }), weight: 1 },
  { arbitrary: fc.constant({ value: null, reason: "not connected" }), weight: 1 },
  { arbitrary: fc.constant(undefined), weight: 1 },
);

/** Observations of m0, m1, …: known, too old, later than the as-of day, null or absent. */
export function observations(size: Size): fc.Arbitrary<MeasureObservations> {
  const { observed } = sizes[size];
  return fc
    .array(observation, { minLength: observed, maxLength: observed })
    .map((list) => Object.fromEntries(list.flatMap((item, at) => (item ? [[`m${at}`, item] as const] : []))));
}

/** What `score` takes. */
export const cases = mostlySmall((size) =>
  fc.record({ scorecard: scorecards(size), observations: observations(size), asOf: fc.constant(asOf) }),
);
