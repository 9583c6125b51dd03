import { z } from "zod";
import { identifierSchema } from "./identifier.ts";

/** So far from the largest number that no difference of two values is beyond it. */
const finite = z.number().min(-1e300).max(1e300);
const points = z.number().min(0).max(100);

/** Straight lines between knots `[value, points]`; values beyond the outer knots take the outer points. */
const piecewiseLinearSchema = z
  .strictObject({
    kind: z.literal("piecewise_linear"),
    knots: z
      .array(z.tuple([finite, points]))
      .min(2)
      .max(50),
  })
  .refine(({ knots }) => strictlyIncreasing(knots.map(([value]) => value)), {
    path: ["knots"],
    message: "values must strictly increase from knot to knot",
  });

/** Fixed points per half-open range: the last range whose `from` is not above the value; below the first, `below`. */
const bandedSchema = z
  .strictObject({
    kind: z.literal("banded"),
    below: points,
    ranges: z
      .array(z.strictObject({ from: finite, points }))
      .min(1)
      .max(50),
  })
  .refine(({ ranges }) => strictlyIncreasing(ranges.map((range) => range.from)), {
    path: ["ranges"],
    message: "from must strictly increase from range to range",
  });

/** 100 x 2^(-value / halfLife): full points at 0, half of them after one half-life. */
const recencySchema = z.strictObject({ kind: z.literal("recency"), halfLifeDays: z.number().positive() });

/** U-shape: 100 inside `[from, to]`, falling in straight lines to 0 at `zeroBelow` and `zeroAbove`. */
const targetRangeSchema = z
  .strictObject({
    kind: z.literal("target_range"),
    zeroBelow: finite,
    from: finite,
    to: finite,
    zeroAbove: finite,
  })
  .refine((range) => range.zeroBelow < range.from && range.from <= range.to && range.to < range.zeroAbove, {
    message: "needs zeroBelow < from <= to < zeroAbove",
  });

/** S-shape: 100 / (1 + exp(-steepness x (value - midpoint))), 50 at the midpoint. A negative steepness falls. */
const logisticSchema = z.strictObject({
  kind: z.literal("logistic"),
  midpoint: finite,
  /** Per unit of the measure; the steepest slope is 25 x steepness points per unit, at the midpoint. */
  steepness: finite.refine((steepness) => steepness !== 0, "must not be 0: its sign is the direction"),
});

/** Values of a peer group as they were on one day. They never change; other values are another version. */
export const percentileReferenceSchema = z.strictObject({
  id: identifierSchema,
  version: z.int().positive(),
  values: z
    .array(finite)
    .min(2)
    .max(10_000)
    .refine((values) => values.every((value, index) => index === 0 || value >= (values[index - 1] ?? value)), {
      message: "must be sorted from low to high",
    }),
});
export type PercentileReference = z.infer<typeof percentileReferenceSchema>;

/**
 * 100 x mid-rank percentile of the winsorised value in a frozen reference: the share of reference values below it, plus
 * half of those equal to it. As the reference is part of the scorecard, no account moves the score of another.
 */
const percentileSchema = z.strictObject({
  kind: z.literal("percentile"),
  /** `falling` counts the reference values above instead of below. */
  direction: z.enum(["rising", "falling"]),
  reference: percentileReferenceSchema,
  /** Share of the reference, 0-0.49, at the low end within which a value counts as the lowest one beyond it. */
  lowerShare: z.number().min(0).max(0.49),
  /** The same at the high end. */
  upperShare: z.number().min(0).max(0.49),
});

export const normaliserSchema = z.discriminatedUnion("kind", [
  piecewiseLinearSchema,
  bandedSchema,
  recencySchema,
  targetRangeSchema,
  logisticSchema,
  percentileSchema,
]);
export type Normaliser = z.infer<typeof normaliserSchema>;

function strictlyIncreasing(values: readonly number[]): boolean {
  return values.every((value, index) => index === 0 || value > (values[index - 1] ?? value));
}
