import type { Sensitivity } from "@cs/health-engine";
import { healthBands } from "@cs/models";
import { z } from "zod";
import { detail } from "../../operation/detail.ts";

const range = z.strictObject({ low: z.number(), high: z.number() }).nullable();

/** How much a score hangs on single measures and on the weights. */
export const sensitivityOutput = z.strictObject({
  range: range.describe("The score while every weight is off by up to 10 %."),
  bandChangeShare: z.number().nullable().describe("Share of such weights under which the band is another one, 0-1."),
  leftOut: detail(
    z.array(
      z.strictObject({
        measure: z.string(),
        score: z.number().nullable(),
        band: z.enum(healthBands),
        difference: z.number().nullable(),
      }),
    ),
  ).describe("The score without each measure, largest difference first."),
});

export function describeSensitivity(found: Sensitivity): z.infer<typeof sensitivityOutput> {
  return {
    range: found.range && { ...found.range },
    bandChangeShare: found.bandChangeShare,
    leftOut: found.measures
      .map(({ measure, leftOut }) => ({
        measure,
        score: leftOut.score,
        band: leftOut.band,
        difference: leftOut.difference,
      }))
      .toSorted((a, b) => Math.abs(b.difference ?? 0) - Math.abs(a.difference ?? 0)),
  };
}
