import type { HealthScore } from "@cs/models";
import type { ComputedScore } from "@cs/persistence";

/** A score ready to be stored. Its observations carry the input hash, so that other inputs are other observations. */
export function computedScore(
  clientId: string,
  score: HealthScore,
  part: Partial<Omit<ComputedScore, "clientId" | "score">> = {},
): ComputedScore {
  const observations = { usage_trend: { value: null, reason: score.inputHash } };
  return { clientId, score, inputs: { observations, previousBand: null, override: null }, stands: true, ...part };
}
