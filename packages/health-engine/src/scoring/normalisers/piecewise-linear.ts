import type { Normaliser } from "@cs/models";
import type { CompiledNormaliser } from "./compiled-normaliser.ts";
import { type LineTable, lineTable, pointsOnLine } from "./line-table.ts";
import { countNotAbove } from "./sorted-search.ts";

type Range = Extract<Normaliser, { kind: "target_range" }>;

/** Points (0-100) on straight lines between knots; beyond the outer knots, the points of the outer knot. */
export function piecewiseLinear({ knots }: Extract<Normaliser, { kind: "piecewise_linear" }>): CompiledNormaliser {
  return knots.length <= 5 ? followFewLines(lineTable(knots)) : followManyLines(lineTable(knots));
}

/** U-shape: 100 points inside `[from, to]`, falling in straight lines to 0 at `zeroBelow` and `zeroAbove`. */
export function targetRange({ zeroBelow, from, to, zeroAbove }: Range): CompiledNormaliser {
  const top = from === to ? [[from, 100] as const] : [[from, 100] as const, [to, 100] as const];
  return followFewLines(lineTable([[zeroBelow, 0], ...top, [zeroAbove, 0]]));
}

/** For at most 5 knots: asking for each whether the value is beyond it is faster than any search. */
function followFewLines(table: LineTable): CompiledNormaliser {
  const follow = (values: Float64Array, points: Float64Array) => {
    const [first = 0, second = 0, third = 0, fourth = 0, fifth = 0] = table.bounds;
    for (let place = 0; place < values.length; place += 1) {
      const value = values[place] ?? Number.NaN;
      const line =
        Number(value >= first) +
        Number(value >= second) +
        Number(value >= third) +
        Number(value >= fourth) +
        Number(value >= fifth);
      points[place] = pointsOnLine(value, line, table);
    }
  };
  return Object.assign(follow, { fewLines: table });
}

function followManyLines(table: LineTable): CompiledNormaliser {
  return (values, points) => {
    for (let place = 0; place < values.length; place += 1) {
      const value = values[place] ?? Number.NaN;
      points[place] = pointsOnLine(value, countNotAbove(value, table), table);
    }
  };
}
