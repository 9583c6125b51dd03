import type { Normaliser, ScorecardMeasure } from "@cs/models";
import { compileNormaliser } from "../scoring/normalise.ts";
import { nextAbove, nextBelow } from "./next-number.ts";

const SAMPLES = 64;

/** The points (0-100) of a value, with the tables of the normaliser prepared once. */
export function pointsFunction(normaliser: Normaliser): (value: number) => number {
  const run = compileNormaliser(normaliser);
  const values = new Float64Array(1);
  const points = new Float64Array(1);
  return (value) => {
    values[0] = value;
    run(values, points);
    return points[0] ?? 0;
  };
}

/**
 * The values at which points bend or jump when they are approached upwards (1) or downwards (-1); null for a curve
 * without such values, as the logistic one.
 */
export function bendsOf(normaliser: Normaliser, sign: -1 | 1): number[] | null {
  const beyond = sign > 0 ? nextAbove : nextBelow;
  switch (normaliser.kind) {
    case "piecewise_linear":
      return normaliser.knots.map(([value]) => value);
    case "banded":
      return normaliser.ranges.map(({ from }) => (sign > 0 ? from : nextBelow(from)));
    case "recency":
      return [0];
    case "target_range":
      return sign > 0 ? [normaliser.zeroBelow, normaliser.from] : [normaliser.to, normaliser.zeroAbove];
    case "percentile":
      return [...new Set(normaliser.reference.values)].flatMap((value) => [value, beyond(value)]);
    default:
      return null;
  }
}

/** Whether points jump at the bends and are constant between them. */
export function isStepped({ kind }: Normaliser): boolean {
  return kind === "banded" || kind === "percentile";
}

/** Evenly spread values up to a limit, or to where points no longer change. */
export function samplesBetween(points: (value: number) => number, start: number, limit: number): number[] {
  const sign = limit > start ? 1 : -1;
  const full = points(start + sign * 2 ** 60);
  let reach = 2 ** -20;
  while (reach < 2 ** 60 && points(start + sign * reach) !== full) reach *= 2;
  const end = sign > 0 ? Math.min(limit, start + reach) : Math.max(limit, start - reach);
  return Array.from({ length: SAMPLES }, (_, index) => start + ((end - start) * (index + 1)) / SAMPLES);
}

/**
 * From no to full points, in the unit of the measure. 4 half-lives for recency (6 points are left), 8 / steepness for a
 * logistic curve (2 to 98 points), and 1 where points jump at one value only.
 */
export function spanOf({ normaliser }: ScorecardMeasure): number {
  if (normaliser.kind === "recency") return 4 * normaliser.halfLifeDays;
  if (normaliser.kind === "logistic") return 8 / Math.abs(normaliser.steepness);
  const bends = bendsOf(normaliser, 1) ?? [];
  return bends.length < 2 ? 1 : Math.max(...bends) - Math.min(...bends);
}
