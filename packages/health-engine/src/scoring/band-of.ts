import { type BandThresholds, type ScoreBand, scoreBands } from "@cs/models";

/**
 * The band of a score: half-open ranges on the unrounded score, so 89.99 is not yet in the band that starts at 90.
 * `score` is 0-100; anything below `atRisk` is critical. Hysteresis is not applied.
 */
export function bandOf(score: number, thresholds: BandThresholds): ScoreBand {
  return scoreBands[bandCodeOf(score, thresholds)] ?? "critical";
}

/** The place of the band in `healthBands`: 0 is the best, 3 critical, 4 that of no score, NaN. */
export function bandCodeOf(score: number, { excellent, good, atRisk }: BandThresholds): number {
  return 4 - Number(score >= 0) - Number(score >= atRisk) - Number(score >= good) - Number(score >= excellent);
}
