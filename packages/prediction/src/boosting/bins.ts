/** A column as bin numbers. */
export interface BinnedColumn {
  /** Ascending. Values up to and including `cuts[b]` that are in no lower bin are in bin b; the last bin has no cut. */
  readonly cuts: readonly number[];
  /** One per row; a missing value has the number of bins, `cuts.length + 1`. */
  readonly bins: Uint8Array;
}

/** Bins besides that of missing values. */
const MOST_BINS = 255;

/**
 * Every value a bin of its own when there are few enough, else bins of about equally many rows. Cuts lie halfway between
 * neighbouring values.
 */
export function binColumn(values: Float64Array): BinnedColumn {
  const known = values.filter((value) => !Number.isNaN(value)).sort();
  const cuts = cutsOf(known);
  return { cuts, bins: Uint8Array.from(values, (value) => binOf(cuts, value)) };
}

function cutsOf(sorted: Float64Array): number[] {
  const distinct = sorted.filter((value, at) => at === 0 || value !== sorted[at - 1]);
  if (distinct.length <= MOST_BINS) return betweenNeighbours(distinct);
  const quantiles = Array.from({ length: MOST_BINS - 1 }, (_, at) => {
    const below = sorted[Math.floor(((at + 1) * sorted.length) / MOST_BINS) - 1] ?? 0;
    return halfway(below, distinct[firstAbove(distinct, below)] ?? below);
  });
  const top = distinct.at(-1) ?? 0;
  return [...new Set(quantiles)].filter((cut) => cut < top);
}

function betweenNeighbours(distinct: Float64Array): number[] {
  return Array.from(distinct.subarray(1), (value, at) => halfway(distinct[at] ?? value, value));
}

/** Between two values, and below the upper one also when no number lies between them. */
function halfway(below: number, above: number): number {
  const middle = below / 2 + above / 2;
  return middle >= below && middle < above ? middle : below;
}

function binOf(cuts: readonly number[], value: number): number {
  return Number.isNaN(value) ? cuts.length + 1 : firstNotBelow(cuts, value);
}

/** Place of the first cut that is not below the value. */
function firstNotBelow(cuts: ArrayLike<number>, value: number): number {
  let low = 0;
  let high = cuts.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((cuts[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function firstAbove(sorted: ArrayLike<number>, value: number): number {
  const at = firstNotBelow(sorted, value);
  return sorted[at] === value ? at + 1 : at;
}
