import type { CompiledMeasure } from "../scoring/compile-measures.ts";
import { type Conclusions, NEUTRAL_POINTS } from "../scoring/conclude.ts";

/**
 * Turns the points of a measure into its part in each score, by the rules of `contribute`; 0 without a score. `missing`
 * has the places where it is missing.
 */
export function explainMeasure(
  { weight, whenMissing: { leftOut, neutral } }: CompiledMeasure,
  { points, missing }: { readonly points: Float64Array; readonly missing: Uint16Array },
  { factor, keptShare }: Conclusions,
): void {
  for (let place = 0; place < points.length; place += 1) {
    points[place] = weight * (factor[place] ?? 0) * (points[place] ?? 0);
  }
  for (let index = 0; index < missing.length; index += 1) {
    const place = missing[index] ?? 0;
    const scored = (factor[place] ?? 0) > 0;
    points[place] = scored ? leftOut * (keptShare[place] ?? 0) * NEUTRAL_POINTS + neutral * NEUTRAL_POINTS : 0;
  }
}
