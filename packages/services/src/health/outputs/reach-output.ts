import type { Counterfactual } from "@cs/health-engine";
import { type ScoreBand, scoreBands } from "@cs/models";
import { z } from "zod";
import { detail } from "../../operation/detail.ts";
import { labelOf, valueText } from "./reasons.ts";

/** What would bring an account into a band. */
export const reachOutput = z.strictObject({
  band: z.enum(scoreBands),
  reachable: z.boolean(),
  score: z.number().nullable().describe("With the changes made; unreachable: with everything at its best."),
  changes: z
    .array(
      z.strictObject({
        measure: detail(z.string()),
        from: detail(z.number()),
        to: detail(z.number()),
        text: z.string(),
      }),
    )
    .describe("All of them are needed; largest effort first."),
  optimal: z.boolean().nullable().describe("Whether it is proved that no smaller change reaches the band."),
  reason: z.string().nullable().describe("Why it cannot be reached."),
});

export function describeReach(found: Counterfactual, band: ScoreBand): z.infer<typeof reachOutput> {
  if (!found.reachable) {
    return { band, reachable: false, score: found.scoreAtLimits, changes: [], optimal: null, reason: found.reason };
  }
  return {
    band,
    reachable: true,
    score: found.result.score,
    changes: found.changes.map(({ measure, from, to }) => ({
      measure,
      from,
      to,
      text: `${labelOf(measure)}: ${valueText(measure, from)} to ${valueText(measure, to)}`,
    })),
    optimal: found.optimal,
    reason: null,
  };
}
