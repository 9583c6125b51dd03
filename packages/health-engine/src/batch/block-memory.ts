import { type AccountSums, emptySums } from "../scoring/account-sums.ts";
import type { CapMaxima, Conclusions } from "../scoring/conclude.ts";
import type { BatchScores } from "./batch-scores.ts";
import type { PointsKernel } from "./kernel/points-kernel.ts";
import { LARGEST_BLOCK } from "./read-column.ts";

/** What is worked out for a block and not returned; used again for the next. */
export interface BlockMemory {
  readonly sums: AccountSums;
  readonly maxima: CapMaxima;
  readonly capPoints: Float64Array;
  readonly factor: Float64Array;
  readonly keptShare: Float64Array;
}

/** What the kernel reads or writes is in its memory. */
export function blockMemory(
  { aged }: { readonly aged: boolean },
  { atWorst, factor }: Pick<PointsKernel, "atWorst" | "factor">,
): BlockMemory {
  const column = () => new Float64Array(LARGEST_BLOCK);
  return {
    sums: { ...emptySums(LARGEST_BLOCK, { aged }), atWorst },
    maxima: { fired: column().fill(100), possible: column().fill(100) },
    capPoints: column(),
    factor,
    keptShare: column(),
  };
}

/** Where the conclusions of a block go: to its part of the result, or to memory when nobody asked for them. */
export function conclusionsIn(
  { scores, coverage, confidence, low, high, explanation }: BatchScores,
  { capPoints, factor, keptShare }: BlockMemory,
): Conclusions {
  const takenByCaps = explanation?.capPoints ?? capPoints.subarray(0, scores.length);
  return { score: scores, coverage, confidence, low, high, capPoints: takenByCaps, factor, keptShare };
}
