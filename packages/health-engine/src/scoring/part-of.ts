import type { HandedOn } from "./hand-on.ts";
import type { MeasureWeights, PointRows } from "./sum-row.ts";

/** Points of a measure about which nothing is assumed. */
export const NEUTRAL_POINTS = 50;

/** The points of one measure in the score before caps: known, left out with a kept rest, neutral or worst. */
export function partOf(measure: number, earned: number, weights: MeasureWeights, handedOn: HandedOn): number {
  if (!Number.isNaN(earned)) return (weights.nominal[measure] ?? 0) * handedOn.factor * earned;
  const kept = (weights.leftOut[measure] ?? 0) * handedOn.keptShare;
  return kept * NEUTRAL_POINTS + (weights.neutral[measure] ?? 0) * NEUTRAL_POINTS;
}

/** The score before caps: the parts of the row that begins at `at`, summed in canonical order. */
export function sumOfParts(at: number, { weights, points }: PointRows, handedOn: HandedOn): number {
  let sum = 0;
  for (let index = 0; index < weights.nominal.length; index += 1) {
    sum += partOf(index, points[at + index] ?? 0, weights, handedOn);
  }
  return sum;
}
