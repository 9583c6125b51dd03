import type { HandedOn } from "./hand-on.ts";
import type { RowSums } from "./sum-row.ts";

/** Points of a measure about which nothing is assumed. */
export const NEUTRAL_POINTS = 50;

/** The sum of all parts but for the last bits, in one step: the terms of a kind share their factor. */
export function sumOfParts({ atWorst, leftOut, neutral }: RowSums, { factor, keptShare }: HandedOn): number {
  return factor * atWorst + (keptShare * leftOut + neutral) * NEUTRAL_POINTS;
}
