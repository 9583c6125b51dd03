import type { FeatureScale } from "@cs/models";

/** The scale of each column of rows that have as many columns. */
export function scalesOf(rows: readonly (readonly number[])[]): FeatureScale[] {
  const columns = rows[0]?.length ?? 0;
  return Array.from({ length: columns }, (_, column) => {
    const values = rows.map((row) => row[column] ?? 0);
    const mean = meanOf(values);
    return { mean, deviation: Math.sqrt(meanOf(values.map((value) => (value - mean) ** 2))) };
  });
}

/** A row in standard deviations from the mean; a feature that is the same everywhere says nothing and is 0. */
export function standardise(row: readonly number[], scales: readonly FeatureScale[]): number[] {
  return scales.map(({ mean, deviation }, column) =>
    deviation === 0 ? 0 : ((row[column] ?? mean) - mean) / deviation,
  );
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
