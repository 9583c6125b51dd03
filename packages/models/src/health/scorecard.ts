import { z } from "zod";
import { text } from "../values/text.ts";

const identifier = z.string().regex(/^[a-z][a-z0-9_]{0,59}$/, "must be a lower-case name such as usage_trend");
const share = z.number().min(0).max(1);
const finite = z.number();

/** Straight lines between knots `[value, points]`; values beyond the outer knots take the outer points. */
export const piecewiseLinearSchema = z
  .strictObject({
    kind: z.literal("piecewise_linear"),
    knots: z
      .array(z.tuple([finite, z.number().min(0).max(100)]))
      .min(2)
      .max(50),
  })
  .refine(({ knots }) => strictlyIncreasing(knots.map(([value]) => value)), {
    path: ["knots"],
    message: "values must strictly increase from knot to knot",
  });

/** Fixed points per half-open range: the last range whose `from` is not above the value; below the first, `below`. */
export const bandedSchema = z
  .strictObject({
    kind: z.literal("banded"),
    below: z.number().min(0).max(100),
    ranges: z
      .array(z.strictObject({ from: finite, points: z.number().min(0).max(100) }))
      .min(1)
      .max(50),
  })
  .refine(({ ranges }) => strictlyIncreasing(ranges.map((range) => range.from)), {
    path: ["ranges"],
    message: "from must strictly increase from range to range",
  });

/** 100 x 2^(-value / halfLife): full points at 0, half of them after one half-life. */
export const recencySchema = z.strictObject({ kind: z.literal("recency"), halfLifeDays: z.number().positive() });

/** U-shape: 100 inside `[from, to]`, falling in straight lines to 0 at `zeroBelow` and `zeroAbove`. */
export const targetRangeSchema = z
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

export const normaliserSchema = z.discriminatedUnion("kind", [
  piecewiseLinearSchema,
  bandedSchema,
  recencySchema,
  targetRangeSchema,
]);
export type Normaliser = z.infer<typeof normaliserSchema>;

/** What a missing measure counts as: left out, 50 points, 0 points, or no score at all. */
export const nullPolicies = ["exclude", "neutral", "worst", "fail"] as const;
export const nullPolicySchema = z.enum(nullPolicies);
export type NullPolicy = z.infer<typeof nullPolicySchema>;

/** `target` measures are best in the middle and declare no direction. */
export const directions = ["higher_is_better", "lower_is_better", "target"] as const;
export const directionSchema = z.enum(directions);
export type Direction = z.infer<typeof directionSchema>;

export const scorecardMeasureSchema = z.strictObject({
  measure: identifier,
  /** Share of the group; only proportions within the group matter. */
  weight: z.number().positive(),
  direction: directionSchema,
  normaliser: normaliserSchema,
  nullPolicy: nullPolicySchema,
  /** A value observed more than this many days before the as-of day counts as missing; null for no limit. */
  stalenessLimitDays: z.int().positive().nullable(),
});
export type ScorecardMeasure = z.infer<typeof scorecardMeasureSchema>;

export const scorecardGroupSchema = z.strictObject({
  id: identifier,
  label: text(100),
  /** Share of the score; only proportions between groups matter. */
  weight: z.number().positive(),
  measures: z.array(scorecardMeasureSchema).min(1).max(10_000),
});
export type ScorecardGroup = z.infer<typeof scorecardGroupSchema>;

/** One comparison of a measure with a number; exactly one of `atLeast` and `below` is given. */
export const capConditionSchema = z
  .strictObject({ measure: identifier, atLeast: finite.optional(), below: finite.optional() })
  .refine((condition) => (condition.atLeast === undefined) !== (condition.below === undefined), {
    message: "needs exactly one of atLeast and below",
  });
export type CapCondition = z.infer<typeof capConditionSchema>;

/** A critical signal that bounds the score from above when all its conditions hold. */
export const capSchema = z.strictObject({
  id: identifier,
  label: text(200),
  maximum: z.number().min(0).max(100),
  when: z.array(capConditionSchema).min(1).max(10),
});
export type Cap = z.infer<typeof capSchema>;

export const bandThresholdsSchema = z
  .strictObject({ excellent: z.number().max(100), good: z.number(), atRisk: z.number().min(0) })
  .refine(({ excellent, good, atRisk }) => excellent > good && good > atRisk, {
    message: "needs excellent > good > atRisk",
  });
export type BandThresholds = z.infer<typeof bandThresholdsSchema>;

/** A versioned rule for turning measures into one score from 0 to 100. Published versions never change. */
export const scorecardSchema = z.strictObject({
  id: identifier,
  version: z.int().positive(),
  name: text(100),
  groups: z.array(scorecardGroupSchema).min(1).max(50),
  caps: z.array(capSchema).max(50),
  /** Lowest unrounded score of each band; below `atRisk` an account is critical. */
  bands: bandThresholdsSchema,
  /** Covered weight below which there is no score. */
  minimumCoverage: share,
});
export type Scorecard = z.infer<typeof scorecardSchema>;

function strictlyIncreasing(values: readonly number[]): boolean {
  return values.every((value, index) => index === 0 || value > (values[index - 1] ?? value));
}
