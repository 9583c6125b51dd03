import type { FeatureMatrix } from "../features/feature-matrix.ts";

/** A feature as a model sees it: in deviations from its training mean, a missing value at the mean, with or without a flag. */
export interface StandardColumn {
  readonly feature: string;
  /** Of the known training values; 0 when there are none. */
  readonly mean: number;
  /** Of the known training values; 0 when they are all the same. */
  readonly deviation: number;
  /** Share of training rows without a value. */
  readonly missingShare: number;
  readonly values: Float64Array;
  /** 1 - missingShare where the value is missing, else -missingShare; null when none or all of them are. */
  readonly missing: Float64Array | null;
}

/** Standardised columns of a training matrix. Population deviations: the sum of squares over the number of values. */
export function standardise({ features, columns, rows }: FeatureMatrix): StandardColumn[] {
  return features.map((feature, at) => {
    const given = columns[at] ?? new Float64Array();
    const known = given.filter((value) => !Number.isNaN(value));
    const { mean, deviation } = momentsOf(known);
    const missingShare = 1 - known.length / rows;
    return {
      feature,
      mean,
      deviation,
      missingShare,
      values: given.map((value) => (Number.isNaN(value) || deviation === 0 ? 0 : (value - mean) / deviation)),
      missing:
        known.length === rows || known.length === 0
          ? null
          : given.map((value) => (Number.isNaN(value) ? 1 : 0) - missingShare),
    };
  });
}

function momentsOf(values: Float64Array): { readonly mean: number; readonly deviation: number } {
  const [first = 0] = values;
  // A constant column has no deviation, which rounding of its mean must not hide.
  if (values.every((value) => value === first)) return { mean: first, deviation: 0 };
  const mean = values.reduce((sum, value) => sum + value / values.length, 0);
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2 / values.length, 0);
  return { mean, deviation: Math.sqrt(variance) };
}
