import { InvalidInputError } from "@cs/models";
import { z } from "zod";

/** The choices of a boosted model. The defaults are cautious: many small steps, leaves that are not single accounts. */
const boostingOptionsSchema = z.strictObject({
  trees: z.int().min(1).max(5000).default(300),
  /** The share of its log-odds that each tree adds. */
  learningRate: z.number().gt(0).max(1).default(0.05),
  /** Splits on the way to a leaf, at most: how many features may act together. */
  depth: z.int().min(1).max(10).default(5),
  /** Fewest training rows in a leaf. */
  minimumRows: z.int().min(1).default(10),
  /** L2 on the log-odds of leaves. */
  penalty: z.number().gt(0).default(1),
  /** Share of the rows that each tree sees. */
  rowShare: z.number().gt(0).max(1).default(0.8),
  /** Share of the features that each tree sees. */
  featureShare: z.number().gt(0).max(1).default(0.8),
  /** Features of which more must never lower (`increasing`) or never raise (`decreasing`) the risk. */
  monotone: z.record(z.string(), z.enum(["increasing", "decreasing"])).default({}),
  /** The same seed gives the same model, whatever the order of rows. */
  seed: z.int().default(1),
});

export type BoostingOptions = z.input<typeof boostingOptionsSchema>;
export type BoostingChoices = z.output<typeof boostingOptionsSchema>;

/** Options with their defaults. @throws InvalidInputError when one is out of its range or names an unknown feature. */
export function boostingChoices(options: BoostingOptions, features: readonly string[]): BoostingChoices {
  const parsed = boostingOptionsSchema.safeParse(options);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new InvalidInputError(issue?.message ?? "The options cannot be read.", { field: issue?.path.join(".") });
  }
  const unknown = Object.keys(parsed.data.monotone).filter((name) => !features.includes(name));
  if (unknown.length > 0) {
    throw new InvalidInputError(`There is no feature ${unknown.join(", ")}.`, { field: `monotone.${unknown[0]}` });
  }
  return parsed.data;
}
