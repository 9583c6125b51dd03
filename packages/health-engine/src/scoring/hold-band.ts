import type { BandThresholds } from "@cs/models";
import { bandCodeOf } from "./band-of.ts";
import { settle } from "./settle.ts";

/** What decides whether an account keeps its previous band. Codes are places in `scoreBands`, best first. */
export interface BandChange {
  /** NaN without a score. */
  readonly score: number;
  /** The previous band; 4 or more when there was none. */
  readonly previous: number;
  /** Whether a fired cap took points away. */
  readonly capped: boolean;
}

/**
 * The band of a score under hysteresis: an account leaves its previous band only when the score is more than
 * `hysteresis` points beyond the threshold, and then goes to the band of its score.
 *
 * A cap is a reason to act on, not noise: it is never softened by keeping a better band.
 */
export function heldBandCode({ score, previous, capped }: BandChange, thresholds: BandThresholds): number {
  const plain = bandCodeOf(score, thresholds);
  const { hysteresis = 0 } = thresholds;
  if (hysteresis === 0 || previous > 3 || plain > 3 || plain === previous) return plain;
  const limits = [Number.POSITIVE_INFINITY, thresholds.excellent, thresholds.good, thresholds.atRisk];
  // Settled like the score: 70 + 0.1 is 70.1, in spite of binary fractions.
  if (plain < previous) return score > settle((limits[previous] ?? 0) + hysteresis) ? plain : previous;
  if (capped) return plain;
  return score < settle((limits[previous + 1] ?? 0) - hysteresis) ? plain : previous;
}
