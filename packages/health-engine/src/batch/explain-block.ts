import type { CompiledMeasure } from "../scoring/compile-measures.ts";
import { type Conclusions, NEUTRAL_POINTS } from "../scoring/conclude.ts";
import type { MeasureRow, PointsKernel } from "./kernel/points-kernel.ts";

/** A measure that was added in a block. */
export interface AddedMeasure extends MeasureRow {
  /** The places where it is missing. */
  readonly missing: Uint16Array;
}

/**
 * Turns the points of measures into their parts in the scores of a block, one column each, by the rules of `contribute`; 0
 * without a score. The kernel has the points and the factor of `conclusions`.
 */
export function explainBlock(
  added: readonly AddedMeasure[],
  { kernel, conclusions }: { readonly kernel: PointsKernel; readonly conclusions: Conclusions },
  contributions: readonly Float64Array[],
): void {
  for (const [index, column] of contributions.entries()) {
    const measureRow = added[index];
    if (!measureRow) continue;
    kernel.sharePoints(measureRow, column.length);
    const parts = kernel.points(measureRow.row).subarray(0, column.length);
    explainMissing(measureRow.measure, { parts, missing: measureRow.missing }, conclusions);
    column.set(parts);
  }
}

function explainMissing(
  { whenMissing: { leftOut, neutral } }: CompiledMeasure,
  { parts, missing }: { readonly parts: Float64Array; readonly missing: Uint16Array },
  { factor, keptShare }: Conclusions,
): void {
  for (let index = 0; index < missing.length; index += 1) {
    const place = missing[index] ?? 0;
    const scored = (factor[place] ?? 0) > 0;
    parts[place] = scored ? leftOut * (keptShare[place] ?? 0) * NEUTRAL_POINTS + neutral * NEUTRAL_POINTS : 0;
  }
}
