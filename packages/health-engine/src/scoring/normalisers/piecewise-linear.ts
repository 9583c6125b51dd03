import type { Normaliser } from "@cs/models";
import { type LineTable, lineTable, pointsOnLine } from "./line-table.ts";
import type { CompiledNormaliser } from "./normaliser-run.ts";
import { countNotAbove, countOfSeven } from "./sorted-search.ts";

/** Points (0-100) on straight lines between knots; beyond the outer knots, the points of the outer knot. */
export function piecewiseLinear({ knots }: Extract<Normaliser, { kind: "piecewise_linear" }>): CompiledNormaliser {
  return followLines(lineTable(knots));
}

/** U-shape: 100 points inside `[from, to]`, falling in straight lines to 0 at `zeroBelow` and `zeroAbove`. */
export function targetRange(range: Extract<Normaliser, { kind: "target_range" }>): CompiledNormaliser {
  const { zeroBelow, from, to, zeroAbove } = range;
  const top = from === to ? [[from, 100] as const] : [[from, 100] as const, [to, 100] as const];
  return followLines(lineTable([[zeroBelow, 0], ...top, [zeroAbove, 0]]));
}

function followLines(table: LineTable): CompiledNormaliser {
  return table.bounds.length === 7 ? followFewLines(table) : followManyLines(table);
}

function followFewLines(table: LineTable): CompiledNormaliser {
  return ({ values, from, to, points, at, stride }) => {
    const { bounds } = table;
    let place = at;
    for (let index = from; index < to; index += 1, place += stride) {
      const value = values[index] ?? Number.NaN;
      points[place] = pointsOnLine(value, countOfSeven(value, bounds), table);
    }
  };
}

function followManyLines(table: LineTable): CompiledNormaliser {
  return ({ values, from, to, points, at, stride }) => {
    let place = at;
    for (let index = from; index < to; index += 1, place += stride) {
      const value = values[index] ?? Number.NaN;
      points[place] = pointsOnLine(value, countNotAbove(value, table), table);
    }
  };
}
