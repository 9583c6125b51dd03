import { z } from "zod";
import { text } from "../values/text.ts";
import { identifierSchema } from "./identifier.ts";
import { normaliserSchema } from "./normaliser.ts";

const share = z.number().min(0).max(1);
const finite = z.number();

/** What a missing measure counts as: left out, 50 points, 0 points, or no score at all. */
export const nullPolicies = ["exclude", "neutral", "worst", "fail"] as const;
export const nullPolicySchema = z.enum(nullPolicies);
export type NullPolicy = z.infer<typeof nullPolicySchema>;

/** `target` measures are best in the middle and declare no direction. */
export const directions = ["higher_is_better", "lower_is_better", "target"] as const;
export const directionSchema = z.enum(directions);
export type Direction = z.infer<typeof directionSchema>;

export const scorecardMeasureSchema = z.strictObject({
  measure: identifierSchema,
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
  id: identifierSchema,
  label: text(100),
  /** Share of the score; only proportions between groups matter. */
  weight: z.number().positive(),
  measures: z.array(scorecardMeasureSchema).min(1).max(10_000),
});
export type ScorecardGroup = z.infer<typeof scorecardGroupSchema>;

/** One comparison of a measure with a number; exactly one of `atLeast` and `below` is given. */
export const capConditionSchema = z
  .strictObject({ measure: identifierSchema, atLeast: finite.optional(), below: finite.optional() })
  .refine((condition) => (condition.atLeast === undefined) !== (condition.below === undefined), {
    message: "needs exactly one of atLeast and below",
  });
export type CapCondition = z.infer<typeof capConditionSchema>;

/** A critical signal that bounds the score from above when all its conditions hold. */
export const capSchema = z.strictObject({
  id: identifierSchema,
  label: text(200),
  maximum: z.number().min(0).max(100),
  when: z.array(capConditionSchema).min(1).max(10),
});
export type Cap = z.infer<typeof capSchema>;

export const bandThresholdsSchema = z
  .strictObject({
    excellent: z.number().max(100),
    good: z.number(),
    atRisk: z.number().min(0),
    /** Points beyond a threshold within which an account keeps its previous band; 0 when absent. */
    hysteresis: z.number().min(0).optional(),
  })
  .refine(({ excellent, good, atRisk }) => excellent > good && good > atRisk, {
    message: "needs excellent > good > atRisk",
  })
  .refine(leavesEveryBandReachable, {
    path: ["hysteresis"],
    message: "must be 0, or less than 100 - excellent and less than atRisk, or no score could leave a band",
  });
export type BandThresholds = z.infer<typeof bandThresholdsSchema>;

/** A versioned rule for turning measures into one score from 0 to 100. Published versions never change. */
export const scorecardSchema = z.strictObject({
  id: identifierSchema,
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

function leavesEveryBandReachable(bands: {
  excellent: number;
  atRisk: number;
  hysteresis?: number | undefined;
}): boolean {
  const { excellent, atRisk, hysteresis = 0 } = bands;
  // With atRisk at 0 there is no critical score to fall to.
  return hysteresis === 0 || (excellent + hysteresis < 100 && (atRisk === 0 || atRisk - hysteresis > 0));
}
