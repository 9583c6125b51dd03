import type { Normaliser } from "@cs/models";
import type { CompiledNormaliser } from "./compiled-normaliser.ts";
import { countNotAbove, searchTable } from "./sorted-search.ts";

/** Points (0-100) of the last range whose `from` is not above the value; below the first range, `below`. */
export function banded({ below, ranges }: Extract<Normaliser, { kind: "banded" }>): CompiledNormaliser {
  const table = searchTable(ranges.map((range) => range.from));
  const steps = Float64Array.from([below, ...ranges.map((range) => range.points)], (each) => each + 0);
  return (values, points) => {
    for (let place = 0; place < values.length; place += 1) {
      const value = values[place] ?? Number.NaN;
      points[place] = Number.isFinite(value) ? (steps[countNotAbove(value, table)] ?? 0) : Number.NaN;
    }
  };
}
