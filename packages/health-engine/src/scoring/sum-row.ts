import type { WeightedMeasure } from "./weights.ts";

/** The weights of a scorecard's measures by canonical place, apart by what a missing measure counts as. */
export interface MeasureWeights {
  /** Share of the whole scorecard, 0-1. */
  readonly nominal: Float64Array;
  /** The same for measures with policy `exclude`, 0 for others. */
  readonly leftOut: Float64Array;
  /** The same for measures with policy `neutral`. */
  readonly neutral: Float64Array;
  /** 1 for measures with policy `fail`, 0 for others. */
  readonly required: Float64Array;
  /** Sum of the nominal weights in canonical order: 1 but for the last bits. */
  readonly total: number;
}

/** One account's points of all measures, side by side in canonical order; many accounts one after the other. */
export interface PointRows {
  readonly weights: MeasureWeights;
  /** 0-100 after the normaliser, NaN for a missing measure. */
  readonly points: Float64Array;
  /** 0.5-1 by `freshness`; undefined when everything is of the as-of day. */
  readonly freshness: Float64Array | undefined;
}

/** Sums over the measures of one account. Reused from account to account. */
export interface RowSums {
  /** Sum of weight x points with missing measures at 0. */
  atWorst: number;
  /** The same with missing measures at 100. */
  atBest: number;
  /** Sum of the weights of known measures. */
  covered: number;
  /** Sum of weight x freshness of known measures. */
  fresh: number;
  /** Sum of the weights of missing measures with policy `exclude`. */
  leftOut: number;
  /** Sum of the weights of missing measures with policy `neutral`. */
  neutral: number;
  /** How many missing measures have policy `fail`. */
  required: number;
}

export function weightsOf(measures: readonly WeightedMeasure[]): MeasureWeights {
  const nominal = Float64Array.from(measures, ({ weight }) => weight);
  const only = (policy: string, value: (weight: number) => number) =>
    Float64Array.from(measures, ({ weight, definition }) => (definition.nullPolicy === policy ? value(weight) : 0));
  return {
    nominal,
    leftOut: only("exclude", (weight) => weight),
    neutral: only("neutral", (weight) => weight),
    required: only("fail", () => 1),
    total: nominal.reduce((sum, weight) => sum + weight, 0),
  };
}

export function emptySums(): RowSums {
  return { atWorst: 0, atBest: 0, covered: 0, fresh: 0, leftOut: 0, neutral: 0, required: 0 };
}

/** Sums the row that begins at `at`, in canonical order: no other order gives the same bits. */
export function sumRow(at: number, { weights, points, freshness }: PointRows, sums: RowSums): void {
  const { nominal } = weights;
  let atWorst = 0;
  let atBest = 0;
  let covered = 0;
  let fresh = 0;
  let leftOut = 0;
  let neutral = 0;
  let required = 0;
  for (let index = 0; index < nominal.length; index += 1) {
    const weight = nominal[index] ?? 0;
    const part = weight * (points[at + index] ?? 0);
    if (Number.isNaN(part)) {
      atBest += weight * 100;
      leftOut += weights.leftOut[index] ?? 0;
      neutral += weights.neutral[index] ?? 0;
      required += weights.required[index] ?? 0;
    } else {
      atWorst += part;
      atBest += part;
      covered += weight;
      if (freshness) fresh += weight * (freshness[at + index] ?? 1);
    }
  }
  sums.atWorst = atWorst;
  sums.atBest = atBest;
  sums.covered = covered;
  sums.fresh = freshness ? fresh : covered;
  sums.leftOut = leftOut;
  sums.neutral = neutral;
  sums.required = required;
}
