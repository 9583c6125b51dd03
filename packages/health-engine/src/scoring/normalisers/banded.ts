import type { Normaliser } from "@cs/models";
import type { CompiledNormaliser } from "./normaliser-run.ts";
import { countNotAbove, searchTable } from "./sorted-search.ts";

/** Points (0-100) of the last range whose `from` is not above the value; below the first range, `below`. */
export function banded({ below, ranges }: Extract<Normaliser, { kind: "banded" }>): CompiledNormaliser {
  const table = searchTable(ranges.map((range) => range.from));
  const steps = Float64Array.from([below, ...ranges.map((range) => range.points)], (each) => each + 0);
  return ({ values, from, to, points, at, stride }) => {
    let place = at;
    for (let index = from; index < to; index += 1, place += stride) {
      const value = values[index] ?? Number.NaN;
      points[place] = Number.isNaN(value) ? value : (steps[countNotAbove(value, table)] ?? 0);
    }
  };
}
