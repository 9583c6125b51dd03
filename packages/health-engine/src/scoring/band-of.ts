import type { BandThresholds, ScoreBand } from "@cs/models";

/**
 * The band of a score: half-open ranges on the unrounded score, so 89.99 is not yet in the band that starts at 90.
 * `score` is 0-100; anything below `atRisk` is critical.
 */
export function bandOf(score: number, thresholds: BandThresholds): ScoreBand {
  if (score >= thresholds.excellent) return "excellent";
  if (score >= thresholds.good) return "good";
  if (score >= thresholds.atRisk) return "at_risk";
  return "critical";
}
