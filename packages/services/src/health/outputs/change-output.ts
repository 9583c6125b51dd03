import type { ScoreChange } from "@cs/health-engine";
import type { HealthScore, MeasureObservation } from "@cs/models";
import { z } from "zod";
import { detail } from "../../operation/detail.ts";
import { labelOf } from "./reasons.ts";

const points = z.number();

/** Where the difference of two scores comes from. */
export const changeOutput = z.strictObject({
  from: z.string().nullable().describe("Day of the score before; null when there is none."),
  before: points.nullable(),
  after: points.nullable(),
  difference: points.nullable(),
  reason: z.string().nullable().describe("Why there is no difference."),
  factors: z
    .strictObject({ data: points, staleness: points, configuration: points, cap: points, override: points })
    .nullable()
    .describe("Points by cause; they sum to the difference."),
  measures: detail(
    z.array(
      z.strictObject({
        measure: z.string(),
        label: z.string(),
        points,
        before: z.number().nullable(),
        after: z.number().nullable(),
      }),
    ),
  ).describe("Points of factor data by measure, largest first."),
  caps: detail(z.strictObject({ before: z.array(z.string()), after: z.array(z.string()) })).describe(
    "What bounded each score.",
  ),
});

/** The two scores are those that the change lies between. */
export function describeChange(
  change: ScoreChange,
  scores: { readonly before: HealthScore; readonly after: HealthScore },
): z.infer<typeof changeOutput> {
  const { before, after, difference, reason, factors, measures } = change;
  return {
    from: scores.before.asOf,
    before,
    after,
    difference,
    reason,
    factors: factors && { ...factors },
    measures: measures
      .filter((measure) => measure.points !== 0)
      .toSorted((a, b) => Math.abs(b.points) - Math.abs(a.points) || (a.measure < b.measure ? -1 : 1))
      .map((measure) => ({
        measure: measure.measure,
        label: labelOf(measure.measure),
        points: measure.points,
        before: valueIn(measure.before),
        after: valueIn(measure.after),
      })),
    caps: { before: capsOf(scores.before), after: capsOf(scores.after) },
  };
}

/** The answer when there is nothing to compare with. */
export function noChange(reason: string, after: HealthScore): z.infer<typeof changeOutput> {
  const caps = { before: [], after: capsOf(after) };
  return { from: null, before: null, after: after.score, difference: null, reason, factors: null, measures: [], caps };
}

function capsOf({ capsFired }: HealthScore): string[] {
  return capsFired.map(({ label, maximum }) => `${label}: at most ${maximum}`);
}

function valueIn(observation: MeasureObservation | null): number | null {
  return observation?.value ?? null;
}
