/** Rising numbers prepared for `countNotAbove`. */
export interface SearchTable {
  /** The numbers, filled up with infinity to one less than a power of two. */
  readonly bounds: Float64Array;
  /** Half of that power of two; 1 or more. */
  readonly firstStep: number;
}

export function searchTable(rising: readonly number[]): SearchTable {
  let firstStep = 1;
  while (2 * firstStep - 1 < rising.length) firstStep *= 2;
  const bounds = new Float64Array(2 * firstStep - 1).fill(Number.POSITIVE_INFINITY);
  bounds.set(rising);
  return { bounds, firstStep };
}

/**
 * How many of the numbers are not above a finite value; 0 for NaN. A binary search that adds where others branch:
 * values of accounts come in no order, so a processor would guess every second branch wrong.
 */
export function countNotAbove(value: number, { bounds, firstStep }: SearchTable): number {
  let count = 0;
  for (let step = firstStep; step > 0; step >>= 1) {
    count += step * Number(value >= (bounds[count + step - 1] ?? 0));
  }
  return count;
}
