import { countNotAbove, type SearchTable, searchTable } from "./sorted-search.ts";

/** A value and the points it is worth. */
export type Knot = readonly [value: number, points: number];

/**
 * Straight lines between knots, with a flat one before the first and after the last. Line `i` begins at knot `i - 1`;
 * its six numbers stand together because one array is read faster than six.
 */
export interface LineTable extends SearchTable {
  readonly lines: Float64Array;
  /** 0.5 when the span between two knots is beyond the largest number, else 1. */
  readonly scale: number;
}

const NUMBERS_PER_LINE = 6;

/** Prepares knots whose values strictly increase. A negative zero becomes zero. */
export function lineTable(knots: readonly Knot[]): LineTable {
  const search = searchTable(knots.map(([value]) => value));
  const widest = (knots.at(-1)?.[0] ?? 0) - (knots[0]?.[0] ?? 0);
  const scale = Number.isFinite(widest) ? 1 : 0.5;
  const lines = new Float64Array((knots.length + 1) * NUMBERS_PER_LINE);
  for (let line = 0; line <= knots.length; line += 1) {
    lines.set(numbersOf(knots[line - 1], knots[line], scale), line * NUMBERS_PER_LINE);
  }
  return { ...search, lines, scale };
}

/**
 * The points at a value; NaN for NaN. Every operation keeps order and the ends of a line bound the result, so a rising
 * line never falls by a rounding error.
 */
export function pointsOnLine(value: number, table: LineTable): number {
  const { lines } = table;
  const line = NUMBERS_PER_LINE * countNotAbove(value, table);
  const share = (value * table.scale - (lines[line] ?? 0)) / (lines[line + 1] ?? 0);
  const points = (lines[line + 2] ?? 0) + (lines[line + 3] ?? 0) * share;
  return Math.min(Math.max(points, lines[line + 4] ?? 0), lines[line + 5] ?? 0);
}

/** Start, span, first points, rise, lowest and highest points of a line. */
function numbersOf(left: Knot | undefined, right: Knot | undefined, scale: number): number[] {
  if (left && right) {
    const start = left[0] * scale;
    const span = right[0] * scale - start;
    const [first, last] = [left[1] + 0, right[1] + 0];
    return [start, span, first, last - first, Math.min(first, last), Math.max(first, last)];
  }
  const points = ((left ?? right)?.[1] ?? 0) + 0;
  return [0, 1, points, 0, points, points];
}
