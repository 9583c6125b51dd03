import { type SearchTable, searchTable } from "./sorted-search.ts";

/** A value and the points it is worth. */
export type Knot = readonly [value: number, points: number];

/**
 * Straight lines between knots, with a flat one before the first and after the last. Line `i` begins at knot `i - 1`;
 * its four numbers stand together because one array is read faster than four.
 */
export interface LineTable extends SearchTable {
  readonly lines: Float64Array;
}

const NUMBERS_PER_LINE = 4;

/** Prepares knots whose values strictly increase. A negative zero becomes zero. */
export function lineTable(knots: readonly Knot[]): LineTable {
  const search = searchTable(knots.map(([value]) => value));
  const lines = new Float64Array((knots.length + 1) * NUMBERS_PER_LINE);
  for (let line = 0; line <= knots.length; line += 1) {
    lines.set(numbersOf(knots[line - 1], knots[line]), line * NUMBERS_PER_LINE);
  }
  return { ...search, lines };
}

/**
 * The points at a finite value on line `line`, which the search gives; NaN for NaN. Every operation keeps order and
 * `riseBetween` keeps a line from passing its end, so a rising line never falls by a rounding error.
 */
export function pointsOnLine(value: number, line: number, { lines }: LineTable): number {
  const at = NUMBERS_PER_LINE * line;
  const share = (value - (lines[at] ?? 0)) / (lines[at + 1] ?? 0);
  return (lines[at + 2] ?? 0) + (lines[at + 3] ?? 0) * share;
}

/** Start, span, first points and rise of a line. */
function numbersOf(left: Knot | undefined, right: Knot | undefined): number[] {
  const first = ((left ?? right)?.[1] ?? 0) + 0;
  if (!left || !right) return [0, 1, first, 0];
  return [left[0], right[0] - left[0], first, riseBetween(first, right[1] + 0)];
}

/** `last - first`, rounded towards zero so that `first + rise` does not pass `last`. */
function riseBetween(first: number, last: number): number {
  let rise = last - first;
  while (rise > 0 ? first + rise > last : first + rise < last) rise *= 1 - Number.EPSILON;
  return rise;
}
