import { z } from "zod";
import { modelHeader } from "../models/model-header.ts";

const slopeSchema = z.strictObject({
  /** Change of the log-odds per unit. */
  coefficient: z.number(),
  /** From the inverse of the penalised information matrix: with a penalty, narrower than without. */
  standardError: z.number().nonnegative(),
});

const termSchema = z.strictObject({
  feature: z.string(),
  /** Of the known training values; it also stands in for a missing value. */
  mean: z.number(),
  /** Of the known training values; 0 when they were all the same, and then `slope` is null. */
  deviation: z.number().nonnegative(),
  slope: slopeSchema.nullable(),
  /** What a missing value adds to the log-odds, and the share of training rows that had none; null when none or all. */
  whenMissing: slopeSchema.extend({ share: z.number().min(0).max(1) }).nullable(),
});

/** A fitted logistic regression: plain data that JSON carries without loss. */
export const logisticModelSchema = z.strictObject({
  ...modelHeader,
  kind: z.literal("logistic"),
  penalty: z.number().nonnegative(),
  /** Log-odds of an account that is at the mean of every feature. */
  baseline: z.number(),
  terms: z.array(termSchema),
});

export type LogisticModel = z.infer<typeof logisticModelSchema>;
export type LogisticTerm = LogisticModel["terms"][number];
