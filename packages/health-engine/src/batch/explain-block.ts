import { NEUTRAL_POINTS } from "../scoring/sum-of-parts.ts";
import type { PointRows } from "../scoring/sum-row.ts";
import type { BatchExplanation } from "./batch-scores.ts";
import type { Block } from "./read-column.ts";

/** How the missing weight of each account of a block is handed on, as `handOn` says; both are 0 without a score. */
export interface BlockShares {
  readonly factor: Float64Array;
  readonly keptShare: Float64Array;
}

/** Writes the points of each measure by the rules of `contribute`, measure by measure. Without a score they stay 0. */
export function explainBlock(
  { start, count }: Block,
  { rows, shares }: { readonly rows: PointRows; readonly shares: BlockShares },
  { contributions }: BatchExplanation,
): void {
  const { weights, points } = rows;
  const { factor, keptShare } = shares;
  for (const [measure, column] of contributions.entries()) {
    const nominal = weights.nominal[measure] ?? 0;
    const leftOut = weights.leftOut[measure] ?? 0;
    const assumed = (weights.neutral[measure] ?? 0) * NEUTRAL_POINTS;
    let at = measure;
    for (let index = 0; index < count; index += 1, at += contributions.length) {
      const multiple = factor[index] ?? 0;
      if (multiple === 0) continue;
      const earned = points[at] ?? 0;
      column[start + index] = Number.isNaN(earned)
        ? leftOut * (keptShare[index] ?? 0) * NEUTRAL_POINTS + assumed
        : nominal * multiple * earned;
    }
  }
}
