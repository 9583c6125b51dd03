import { reaches } from "./settle.ts";

/** No measure may count for more than this multiple of its nominal weight, however much is missing. */
export const HIGHEST_FACTOR = 1.5;

/** How missing weight is handed on. */
export interface HandedOn {
  /** What the nominal weight of each covered measure is multiplied with, 1 to 1.5. */
  readonly factor: number;
  /** Share of each left-out weight that nobody could take and that counts as 50 points, 0-1. */
  readonly keptShare: number;
}

/**
 * Hands the weight of left-out measures (policy `exclude`) on to the covered ones, in proportion.
 *
 * With C covered and M left-out nominal weight, `factor = min(1.5, (C + M) / C)`: as the parts are proportional, all
 * covered measures reach their bound together. The rest `M - C x (factor - 1)` stays where it was, in proportion, and
 * counts as 50 points: `keptShare = 1 - C x (factor - 1) / M`. Measures with policy neutral or worst keep their weight.
 */
export function handOn(weights: { readonly covered: number; readonly leftOut: number }): HandedOn {
  const { covered, leftOut } = weights;
  const wanted = (covered + leftOut) / covered;
  // A third that is handed on to two thirds leaves no rest, in spite of binary fractions.
  if (reaches(HIGHEST_FACTOR, wanted)) return { factor: Math.min(wanted, HIGHEST_FACTOR), keptShare: 0 };
  return { factor: HIGHEST_FACTOR, keptShare: 1 - (covered * (HIGHEST_FACTOR - 1)) / leftOut };
}
