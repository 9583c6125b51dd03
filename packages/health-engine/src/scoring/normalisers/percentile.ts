import type { Normaliser } from "@cs/models";
import { settle } from "../settle.ts";
import type { CompiledNormaliser } from "./compiled-normaliser.ts";
import { countNotAbove, searchTable } from "./sorted-search.ts";

type Percentile = Extract<Normaliser, { kind: "percentile" }>;

/**
 * 100 x (below + equal / 2) / n, where `below` and `equal` count the n reference values below the winsorised value and
 * equal to it; for direction `falling`, those above instead of below.
 *
 * Winsorised (Dixon 1960): a value beyond the `lowerShare` lowest or the `upperShare` highest reference values counts as
 * the outermost value that is left, so one more outlier in the peer group is not worth more points.
 */
export function percentile(normaliser: Percentile): CompiledNormaliser {
  const { lowest, highest, distinct, pointsAt, pointsAfter } = tablesOf(normaliser);
  const table = searchTable(distinct);
  return (values, points) => {
    for (let place = 0; place < values.length; place += 1) {
      const given = values[place] ?? Number.NaN;
      const value = Math.min(highest, Math.max(lowest, given));
      const last = countNotAbove(value, table) - 1;
      const ranked = value === distinct[last] ? pointsAt[last] : pointsAfter[last];
      points[place] = Number.isFinite(given) ? (ranked ?? 0) : Number.NaN;
    }
  };
}

/** The points at each distinct reference value and between it and the next. */
function tablesOf({ reference: { values }, direction, lowerShare, upperShare }: Percentile) {
  const count = values.length;
  const pointsOf = (below: number, above: number) => {
    const counted = direction === "rising" ? below : above;
    return (100 * (counted + (count - below - above) / 2)) / count;
  };
  const distinct = [...new Set(values)];
  const firstAt = distinct.map((value) => values.indexOf(value));
  const firstAfter = [...firstAt.slice(1), count];
  return {
    // Settled: 0.29 x 100 is 29 values, in spite of binary fractions.
    lowest: values[Math.floor(settle(lowerShare * count))] ?? 0,
    highest: values[count - 1 - Math.floor(settle(upperShare * count))] ?? 0,
    distinct,
    pointsAt: distinct.map((_, index) => pointsOf(firstAt[index] ?? 0, count - (firstAfter[index] ?? 0))),
    pointsAfter: firstAfter.map((below) => pointsOf(below, count - below)),
  };
}
