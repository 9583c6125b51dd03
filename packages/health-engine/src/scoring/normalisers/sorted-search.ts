/** Rising numbers prepared for `countNotAbove`. */
export interface SearchTable {
  /** The numbers, filled up with infinity to one less than a power of two, 7 or more. */
  readonly bounds: Float64Array;
  /** Half of that power of two. */
  readonly firstStep: number;
}

export function searchTable(rising: readonly number[]): SearchTable {
  let firstStep = 4;
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
  for (let step = firstStep; step > 4; step >>= 1) count += step * Number(value >= (bounds[count + step - 1] ?? 0));
  return lastThreeSteps(value, bounds, count);
}

/** The same for at most 7 numbers. A loop that calls it has no loop inside, which makes it faster by half. */
export function countOfSeven(value: number, bounds: Float64Array): number {
  return lastThreeSteps(value, bounds, 0);
}

function lastThreeSteps(value: number, bounds: Float64Array, start: number): number {
  let count = start + 4 * Number(value >= (bounds[start + 3] ?? 0));
  count += 2 * Number(value >= (bounds[count + 1] ?? 0));
  return count + Number(value >= (bounds[count] ?? 0));
}
