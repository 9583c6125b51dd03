import type { HandedOn } from "./hand-on.ts";
import type { MeasureWeights, RowSums } from "./sum-row.ts";

/** Points of a measure about which nothing is assumed. */
export const NEUTRAL_POINTS = 50;

/** The points of one measure in the score before caps: known, left out with a kept rest, neutral or worst. */
export function partOf(measure: number, earned: number, weights: MeasureWeights, handedOn: HandedOn): number {
  if (!Number.isNaN(earned)) return (weights.nominal[measure] ?? 0) * handedOn.factor * earned;
  const kept = (weights.leftOut[measure] ?? 0) * handedOn.keptShare;
  return kept * NEUTRAL_POINTS + (weights.neutral[measure] ?? 0) * NEUTRAL_POINTS;
}

/** The sum of all parts but for the last bits, in one step: the terms of a kind share their factor. */
export function sumOfParts({ atWorst, leftOut, neutral }: RowSums, { factor, keptShare }: HandedOn): number {
  return factor * atWorst + (keptShare * leftOut + neutral) * NEUTRAL_POINTS;
}
