import { type HealthScore, healthBands, scoreBands } from "@cs/models";
import { z } from "zod";
import { detail } from "../../operation/detail.ts";
import { missingOf, reasonsOf } from "./reasons.ts";

const share = z.number().min(0).max(1);
const points = z.number();

/** A score as tools return it, explained down to each measure. */
export const healthOutput = z.strictObject({
  score: z.number().nullable().describe("0-100; null when too little is known."),
  band: z.enum(healthBands),
  reason: z.string().nullable().describe("Why there is no score."),
  provedBand: z.enum(scoreBands).describe("Holds whatever the missing measures turn out to be."),
  coverage: detail(share),
  confidence: detail(share),
  interval: detail(z.strictObject({ low: points, high: points })),
  reasons: z.array(z.string()).describe("What costs most points."),
  missing: detail(z.array(z.string())).describe("What is not known, and why."),
  contributions: detail(
    z.array(
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
  ),
  capsFired: detail(
    z.array(
      z.strictObject({
        id: z.string(),
        label: z.string(),
        maximum: z.number(),
        points,
        shownPoints: z.int(),
        evidence: z.record(z.string(), z.number()),
      }),
    ),
  ),
  capsUndecided: detail(
    z.array(z.strictObject({ id: z.string(), label: z.string(), maximum: z.number(), unknown: z.array(z.string()) })),
  ).describe("Caps that may hold: their measures are unknown. They bound provedBand."),
  override: detail(
    z
      .strictObject({
        score: points,
        reason: z.string(),
        author: z.string(),
        expiresOn: z.string(),
        inForce: z.boolean(),
      })
      .nullable(),
  ).describe("A score that a person set; in force it replaces the computed one."),
  computedScore: detail(points.nullable()).describe("What the data say, also while an override is in force."),
  heldFrom: detail(z.enum(scoreBands).nullable()).describe(
    "Band of the thresholds alone, while hysteresis holds the band.",
  ),
  asOf: z.string(),
  scorecard: detail(z.strictObject({ id: z.string(), version: z.int() })),
  inputHash: detail(z.string()),
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
    capsUndecided: score.capsUndecided.map((cap) => ({ ...cap, unknown: [...cap.unknown] })),
    override: overrideOf(score),
    computedScore: score.computedScore === undefined ? score.score : score.computedScore,
    heldFrom: score.heldFrom ?? null,
    asOf: score.asOf,
    scorecard: score.scorecard,
    inputHash: score.inputHash,
  };
}

function overrideOf({ override, expiredOverride }: HealthScore): z.infer<typeof healthOutput>["override"] {
  const given = override ?? expiredOverride;
  if (given === undefined) return null;
  const { score, reason, author, expiresOn } = given;
  return { score, reason, author, expiresOn, inForce: override !== undefined };
}
