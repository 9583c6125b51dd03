/** The fifth of a ranking in which a value stands, 1 for the lowest to 5 for the highest. */
export type Fifth = 1 | 2 | 3 | 4 | 5;

/**
 * The fifth of each value by its percentile rank, the share of values below it plus half the share of equal ones. Equal
 * values share a fifth, whatever their order; where all are equal it is the middle one.
 * Percentile rank with ties: Parzen, Nonparametric Statistical Data Modeling (1979), mid-distribution function.
 */
export function fifthsOf(values: readonly number[]): Fifth[] {
  const equal = new Map<number, number>();
  for (const value of values) equal.set(value, (equal.get(value) ?? 0) + 1);
  const fifths = new Map<number, Fifth>();
  let below = 0;
  for (const [value, count] of [...equal].sort(([left], [right]) => left - right)) {
    // In whole numbers, so that a rank on the border of two fifths does not hang on rounding.
    const rank = Math.floor((5 * (2 * below + count)) / (2 * values.length));
    fifths.set(value, fifthNumbered(rank));
    below += count;
  }
  return values.map((value) => fifths.get(value) ?? 3);
}

function fifthNumbered(rank: number): Fifth {
  const fifths = [1, 2, 3, 4, 5] as const;
  return fifths[Math.min(rank, 4)] ?? 5;
}
