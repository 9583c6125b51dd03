import { type BandThresholds, type ScoreBand, scoreBands } from "@cs/models";

/**
 * The band of a score: half-open ranges on the unrounded score, so 89.99 is not yet in the band that starts at 90.
 * `score` is 0-100; anything below `atRisk` is critical. Hysteresis is not applied.
 */
export function bandOf(score: number, thresholds: BandThresholds): ScoreBand {
  return scoreBands[bandCodeOf(score, thresholds)] ?? "critical";
}

/** The place of the band in `scoreBands`: 0 is the best, 3 critical. */
export function bandCodeOf(score: number, { excellent, good, atRisk }: BandThresholds): number {
  if (score >= excellent) return 0;
  if (score >= good) return 1;
  return score >= atRisk ? 2 : 3;
}
