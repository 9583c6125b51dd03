import type { FeatureRow } from "./feature-row.ts";

/** The row with these features alone; one that it does not have is not known. */
export function pickFeatures(row: FeatureRow, features: readonly string[]): FeatureRow {
  return Object.fromEntries(features.map((name) => [name, row[name] ?? null]));
}
