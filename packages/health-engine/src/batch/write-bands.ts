import type { BandThresholds } from "@cs/models";
import { bandCodeOf } from "../scoring/band-of.ts";
import type { Conclusions } from "../scoring/conclude.ts";
import { heldBandCode } from "../scoring/hold-band.ts";
import type { BatchScores } from "./batch-scores.ts";

/** Writes the bands that follow from conclusions, and from the previous bands when there are any. */
export function writeBands(
  { score, low, capPoints }: Conclusions,
  { thresholds, previous }: { readonly thresholds: BandThresholds; readonly previous: Uint8Array | undefined },
  { bands, provedBands }: Pick<BatchScores, "bands" | "provedBands">,
): void {
  for (let place = 0; place < bands.length; place += 1) {
    const reached = score[place] ?? Number.NaN;
    bands[place] = previous
      ? heldBandCode(
          { score: reached, previous: previous[place] ?? 4, capped: (capPoints[place] ?? 0) < 0 },
          thresholds,
        )
      : bandCodeOf(reached, thresholds);
    provedBands[place] = bandCodeOf(low[place] ?? 0, thresholds);
  }
}
