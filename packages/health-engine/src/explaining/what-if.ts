import { type HealthScore, InvalidInputError, type MeasureObservations } from "@cs/models";
import { namesIn } from "../scoring/named-observations.ts";
import { type ScoreInput, score } from "../scoring/score.ts";
import { explainChange } from "./explain-change.ts";
import type { ScoreChange } from "./score-change.ts";

/** A score, the score under an assumption, and what makes the difference. */
export interface WhatIf {
  readonly before: HealthScore;
  readonly after: HealthScore;
  readonly change: ScoreChange;
}

/**
 * Scores an account as if measures had other values on the as-of day. `values` are in the units of the measures.
 *
 * @throws InvalidInputError when a measure is in neither the groups nor the caps of the scorecard, or a value not finite.
 */
export function whatIf(input: ScoreInput, values: Readonly<Record<string, number>>): WhatIf {
  const changed = assuming(input, values);
  return { before: score(input), after: score(changed), change: explainChange(input, changed) };
}

/** The input with other values, observed on the as-of day. */
export function assuming(input: ScoreInput, values: Readonly<Record<string, number>>): ScoreInput {
  const names = new Set(namesIn(input.scorecard));
  for (const measure of Object.keys(values)) {
    if (names.has(measure)) continue;
    throw new InvalidInputError(`The scorecard ${input.scorecard.id} does not use the measure ${measure}.`, {
      field: `values.${measure}`,
      hint: `Use one of: ${[...names].join(", ")}.`,
    });
  }
  const assumed: MeasureObservations = Object.fromEntries(
    Object.entries(values).map(([measure, value]) => [measure, { value, observedOn: input.asOf }]),
  );
  return { ...input, observations: { ...input.observations, ...assumed } };
}
