import { type HealthScore, healthBands, scoreBands } from "@cs/models";
import { z } from "zod";
import { missingOf, reasonsOf } from "./reasons.ts";

const share = z.number().min(0).max(1);
const points = z.number();

/** A score as tools return it, explained down to each measure. */
export const healthOutput = z.strictObject({
  score: z.number().nullable().describe("0-100; null when too little is known."),
  band: z.enum(healthBands),
  reason: z.string().nullable().describe("Why there is no score."),
  provedBand: z.enum(scoreBands).describe("Holds whatever the missing measures turn out to be."),
  coverage: share,
  confidence: share,
  interval: z.strictObject({ low: points, high: points }),
  reasons: z.array(z.string()).describe("What costs most points."),
  missing: z.array(z.string()).describe("What is not known, and why."),
  contributions: z.array(
    z.strictObject({
      group: z.string(),
      measure: z.string(),
      status: z.string(),
      value: z.number().nullable(),
      normalised: z.number().nullable(),
      weight: share,
      points,
      shownPoints: z.int(),
    }),
  ),
  capsFired: z.array(
    z.strictObject({
      id: z.string(),
      label: z.string(),
      maximum: z.number(),
      points,
      shownPoints: z.int(),
      evidence: z.record(z.string(), z.number()),
    }),
  ),
  asOf: z.string(),
  scorecard: z.strictObject({ id: z.string(), version: z.int() }),
  inputHash: z.string(),
});

export function describeHealth(score: HealthScore): z.infer<typeof healthOutput> {
  return {
    score: score.score,
    band: score.band,
    reason: score.reason,
    provedBand: score.provedBand,
    coverage: score.coverage,
    confidence: score.confidence,
    interval: score.interval,
    reasons: reasonsOf(score),
    missing: missingOf(score),
    contributions: score.contributions.map(
      ({ group, measure, status, value, normalised, effectiveWeight, points, shownPoints }) => ({
        group,
        measure,
        status,
        value,
        normalised,
        weight: effectiveWeight,
        points,
        shownPoints,
      }),
    ),
    capsFired: score.capsFired.map((cap) => ({ ...cap, evidence: { ...cap.evidence } })),
    asOf: score.asOf,
    scorecard: score.scorecard,
    inputHash: score.inputHash,
  };
}
