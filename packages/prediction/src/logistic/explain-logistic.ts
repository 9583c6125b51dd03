import type { LogisticModel, LogisticTerm } from "./logistic-model.ts";

/** What each term adds to the baseline of the model, in log-odds; NaN stands for a missing value. */
export function logisticContributions({ terms }: LogisticModel, values: ArrayLike<number>): number[] {
  return terms.map((term, at) => contributionOf(term, values[at] ?? Number.NaN));
}

function contributionOf({ mean, slope, whenMissing }: LogisticTerm, value: number): number {
  const missing = Number.isNaN(value);
  const fromValue = missing ? 0 : (slope?.coefficient ?? 0) * (value - mean);
  return fromValue + (whenMissing ? whenMissing.coefficient * ((missing ? 1 : 0) - whenMissing.share) : 0);
}
