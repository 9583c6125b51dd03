/** The middle number, or the mean of the two in the middle; NaN without numbers. */
export function median(numbers: readonly number[] | Float64Array): number {
  const sorted = Float64Array.from(numbers).sort();
  const half = sorted.length >> 1;
  const upper = sorted[half] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? Number.NaN) + upper) / 2;
}
