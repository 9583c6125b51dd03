import type { MeasureObservations, Normaliser, Scorecard, ScorecardMeasure } from "@cs/models";
import { addDays } from "@cs/models";
import fc from "fast-check";

/** The day of the random observations. */
export const asOf = "2024-06-30";

const points = fc.oneof(fc.integer({ min: 0, max: 100 }), fc.double({ min: 0, max: 100, noNaN: true }));
const weight = fc.oneof(fc.integer({ min: 1, max: 9 }), fc.double({ min: 0.01, max: 100, noNaN: true }));
const anyFinite = fc.double({ noNaN: true, noDefaultInfinity: true });
/** A value of any measure: mostly near the knots, sometimes any finite number. */
export const value = fc.oneof(
  fc.integer({ min: -50, max: 150 }),
  fc.double({ min: -50, max: 150, noNaN: true }),
  anyFinite,
);
const ascending = fc
  .uniqueArray(fc.double({ min: -100, max: 200, noNaN: true }), { minLength: 2, maxLength: 5, selector: (x) => x + 0 })
  .map((numbers) => numbers.toSorted((left, right) => left - right));

/** Points in the order of a direction, as many as asked for. */
function directed(direction: string, count: number) {
  return fc.array(points, { minLength: count, maxLength: count }).map((numbers) => {
    const rising = numbers.toSorted((left, right) => left - right);
    return direction === "higher_is_better" ? rising : rising.toReversed();
  });
}

const monotone = fc.constantFrom("higher_is_better" as const, "lower_is_better" as const).chain((direction) => {
  const linear = ascending.chain((xs) =>
    directed(direction, xs.length).map(
      (ys): Normaliser => ({ kind: "piecewise_linear", knots: xs.map((x, index) => [x, ys[index] ?? 0]) }),
    ),
  );
  const banded = ascending.chain((xs) =>
    directed(direction, xs.length + 1).map(
      ([below = 0, ...ys]): Normaliser => ({
        kind: "banded",
        below,
        ranges: xs.map((from, index) => ({ from, points: ys[index] ?? 0 })),
      }),
    ),
  );
  const recency = fc
    .integer({ min: 1, max: 90 })
    .map((halfLifeDays): Normaliser => ({ kind: "recency", halfLifeDays }));
  const sign = direction === "higher_is_better" ? 1 : -1;
  const logistic = fc
    .record({
      midpoint: fc.integer({ min: -50, max: 100 }),
      steepness: fc.double({ min: 0.001, max: 10, noNaN: true }),
    })
    .map(({ midpoint, steepness }): Normaliser => ({ kind: "logistic", midpoint, steepness: sign * steepness }));
  const percentile = fc
    .record({
      values: fc.array(fc.integer({ min: -60, max: 160 }), { minLength: 2, maxLength: 12 }),
      lowerShare: fc.constantFrom(0, 0.1, 0.49),
      upperShare: fc.constantFrom(0, 0.25),
    })
    .map(
      ({ values, ...shares }): Normaliser => ({
        kind: "percentile",
        direction: sign === 1 ? "rising" : "falling",
        reference: { id: "peers", version: 1, values: values.toSorted((left, right) => left - right) },
        ...shares,
      }),
    );
  const both = [linear, banded, logistic, percentile];
  const kinds = direction === "higher_is_better" ? both : [...both, recency];
  return fc.record({ direction: fc.constant(direction), normaliser: fc.oneof(...kinds) });
});
const target = fc.constant({
  direction: "target" as const,
  normaliser: { kind: "target_range", zeroBelow: -20, from: 10, to: 40, zeroAbove: 90 } as Normaliser,
});

const measureParts = fc.record({
  weight,
  shape: fc.oneof({ arbitrary: monotone, weight: 4 }, { arbitrary: target, weight: 1 }),
  nullPolicy: fc.constantFrom("exclude" as const, "exclude" as const, "neutral" as const, "worst" as const),
  stalenessLimitDays: fc.constantFrom(null, 30, 90),
});
const capParts = fc.record({
  // Just below a threshold, hysteresis could soften a cap.
  maximum: fc.oneof(points, fc.constantFrom(49, 69, 88)),
  when: fc.array(fc.record({ measure: fc.nat(11), limit: fc.integer({ min: -20, max: 120 }), atLeast: fc.boolean() }), {
    minLength: 1,
    maxLength: 2,
  }),
});

/** Scorecards that parse, with measures m0, m1, … and caps that may name measures outside them. */
export function scorecards(options: { readonly caps: boolean; readonly failing?: boolean }) {
  const groups = fc.array(fc.record({ weight, measures: fc.array(measureParts, { minLength: 1, maxLength: 4 }) }), {
    minLength: 1,
    maxLength: 4,
  });
  return fc
    .record({
      groups,
      caps: fc.array(capParts, { maxLength: options.caps ? 3 : 0 }),
      minimumCoverage: fc.constantFrom(0, 0.3, 0.7),
      hysteresis: fc.constantFrom(undefined, 0, 3),
      failing: options.failing ? fc.nat(20) : fc.constant(-1),
    })
    .map((parts): Scorecard => {
      let count = 0;
      const measureOf = ({ shape, ...rest }: (typeof parts.groups)[number]["measures"][number]): ScorecardMeasure => ({
        ...shape,
        ...rest,
        ...(count === parts.failing && { nullPolicy: "fail" }),
        measure: `m${count++}`,
      });
      return {
        id: "random",
        version: 1,
        name: "Random",
        groups: parts.groups.map((group, index) => ({
          id: `g${index}`,
          label: "Group",
          weight: group.weight,
          measures: group.measures.map(measureOf),
        })),
        caps: parts.caps.map((cap, index) => ({
          id: `c${index}`,
          label: "Cap",
          maximum: cap.maximum,
          when: cap.when.map(({ measure, limit, atLeast }) =>
            atLeast ? { measure: `m${measure}`, atLeast: limit } : { measure: `m${measure}`, below: limit },
          ),
        })),
        bands: {
          excellent: 90,
          good: 70,
          atRisk: 50,
          ...(parts.hysteresis !== undefined && { hysteresis: parts.hysteresis }),
        },
        minimumCoverage: parts.minimumCoverage,
      };
    });
}

/** Observations of m0 to m15: known, too old, later than the day, null or absent. */
export const observations: fc.Arbitrary<MeasureObservations> = fc
  .array(
    fc.oneof(
      {
        arbitrary: fc.record({
          value,
          observedOn: fc.oneof(
            fc.constant(null),
            fc.integer({ min: -120, max: 0 }).map((days) => addDays(asOf, days)),
          ),
        }),
        weight: 8,
      },
      {
        arbitrary: fc.record({ value, observedOn: fc.integer({ min: 1, max: 50 }).map((days) => addDays(asOf, days)) }),
        weight: 1,
      },
      { arbitrary: fc.constant({ value: null, reason: "not connected" }), weight: 1 },
      { arbitrary: fc.constant(undefined), weight: 1 },
    ),
    { minLength: 16, maxLength: 16 },
  )
  .map((list) => Object.fromEntries(list.flatMap((item, index) => (item ? [[`m${index}`, item] as const] : []))));
