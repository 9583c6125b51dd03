/** Rising numbers prepared for `countNotAbove`. */
export interface SearchTable {
  /** The numbers, filled up with NaN, which no value reaches, to one less than a power of two, 7 or more. */
  readonly bounds: Float64Array;
  /** Half of that power of two. */
  readonly firstStep: number;
}

export function searchTable(rising: readonly number[]): SearchTable {
  let firstStep = 4;
  while (2 * firstStep - 1 < rising.length) firstStep *= 2;
  const bounds = new Float64Array(2 * firstStep - 1).fill(Number.NaN);
  bounds.set(rising);
  return { bounds, firstStep };
}

/**
 * How many of the numbers are not above a value; 0 for NaN. A binary search that adds where others branch:
 * values of accounts come in no order, so a processor would guess every second branch wrong.
 */
export function countNotAbove(value: number, { bounds, firstStep }: SearchTable): number {
  let count = 0;
  for (let step = firstStep; step > 4; step >>= 1) count += step * Number(value >= (bounds[count + step - 1] ?? 0));
  // The last three steps stand for themselves: most tables need no others, and no loop.
  count += 4 * Number(value >= (bounds[count + 3] ?? 0));
  count += 2 * Number(value >= (bounds[count + 1] ?? 0));
  return count + Number(value >= (bounds[count] ?? 0));
}
