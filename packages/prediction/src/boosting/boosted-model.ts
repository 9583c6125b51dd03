import { z } from "zod";
import { modelHeader } from "../models/model-header.ts";

const leafSchema = z.strictObject({
  /** What the leaf adds to the log-odds. */
  logOdds: z.number(),
  /** Training rows that ended here. */
  rows: z.int().positive(),
});

const splitSchema = z.strictObject({
  /** Place of the feature in the list of the model. */
  feature: z.int().nonnegative(),
  /** Values up to and including it go below. */
  threshold: z.number(),
  missingGoes: z.enum(["below", "above"]),
  get below(): z.ZodUnion<readonly [typeof leafSchema, typeof splitSchema]> {
    return treeSchema;
  },
  get above(): z.ZodUnion<readonly [typeof leafSchema, typeof splitSchema]> {
    return treeSchema;
  },
});

const treeSchema = z.union([leafSchema, splitSchema]);

/** Boosted trees: plain data that JSON carries without loss. */
export const boostedModelSchema = z.strictObject({
  ...modelHeader,
  kind: z.literal("gradient_boosting"),
  /** By name. */
  features: z.array(z.string()).min(1),
  /** Log-odds before the first tree: those of the training rows together. */
  start: z.number(),
  trees: z.array(treeSchema),
});

export type BoostedModel = z.infer<typeof boostedModelSchema>;
export type TreeNode = z.infer<typeof treeSchema>;
export type TreeLeaf = z.infer<typeof leafSchema>;
export type TreeSplit = z.infer<typeof splitSchema>;
