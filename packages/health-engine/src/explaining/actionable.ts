import { type HealthScore, InvalidInputError } from "@cs/models";
import { namesIn } from "../scoring/named-observations.ts";
import type { ScoreInput } from "../scoring/score.ts";
import { spanOf } from "./bends.ts";
import type { Move } from "./gain-path.ts";

/** How a measure may be changed; all in its unit. The value it has now is always allowed. */
export interface Actionable {
  /** Lowest and highest value it can be brought to; unbounded when absent. */
  readonly minimum?: number | undefined;
  readonly maximum?: number | undefined;
  /** Greater than 0. Default: 1 for the way from no to full points; 1 per unit when only caps name the measure. */
  readonly costPerUnit?: number | undefined;
  /** New values are multiples of this, as 1 for what is counted. Any value when absent. */
  readonly step?: number | undefined;
}

/**
 * The moves that an input allows, by measure id. A measure that is missing on the as-of day cannot be moved.
 *
 * @throws InvalidInputError for a measure that the scorecard does not name, or limits that are none.
 */
export function readMoves(
  input: ScoreInput,
  now: HealthScore,
  actionable: Readonly<Record<string, Actionable>> | undefined,
): Move[] {
  const { scorecard } = input;
  const definitions = new Map(
    scorecard.groups.flatMap(({ measures }) => measures.map((item) => [item.measure, item] as const)),
  );
  const lines = new Map(now.contributions.map((line) => [line.measure, line]));
  const names = namesIn(scorecard);
  for (const [measure, limits] of Object.entries(actionable ?? {})) check(measure, limits, names);
  return names.flatMap((measure): Move[] => {
    const definition = definitions.get(measure);
    const line = lines.get(measure);
    const limits = limitsOf(measure);
    const current = line ? line.value : stateOf(input, measure);
    if (limits === undefined || current === null) return [];
    const { minimum = Number.NEGATIVE_INFINITY, maximum = Number.POSITIVE_INFINITY, step, costPerUnit } = limits;
    return [
      {
        measure,
        current,
        low: Math.min(minimum, current),
        high: Math.max(maximum, current),
        costPerUnit: costPerUnit ?? (definition ? 1 / spanOf(definition) : 1),
        step: step ?? null,
        scored: definition && line ? { definition, effectiveWeight: line.effectiveWeight } : null,
      },
    ];
  });

  function limitsOf(measure: string): Actionable | undefined {
    if (actionable) return Object.hasOwn(actionable, measure) ? actionable[measure] : undefined;
    const direction = definitions.get(measure)?.direction;
    return direction === undefined || direction === "target" ? undefined : {};
  }
}

/** The value of a measure that only caps name, as they read it: without a staleness limit. */
function stateOf({ observations, asOf }: ScoreInput, measure: string): number | null {
  const observation = Object.hasOwn(observations, measure) ? observations[measure] : undefined;
  if (!observation || observation.value === null) return null;
  return (observation.observedOn ?? asOf) > asOf ? null : observation.value;
}

function check(measure: string, limits: Actionable, names: readonly string[]): void {
  const field = `actionable.${measure}`;
  if (!names.includes(measure)) {
    throw new InvalidInputError(`The scorecard does not use the measure ${measure}.`, {
      field,
      hint: `Use one of: ${names.join(", ")}.`,
    });
  }
  const { minimum = 0, maximum = 0, costPerUnit = 1, step = 1 } = limits;
  const problem = [minimum, maximum, costPerUnit, step].some((number) => !Number.isFinite(number))
    ? "must be finite numbers"
    : costPerUnit <= 0 || step <= 0
      ? "must have a cost and a step greater than 0"
      : limits.minimum !== undefined && limits.maximum !== undefined && minimum > maximum
        ? "must have a minimum up to the maximum"
        : null;
  if (problem === null) return;
  throw new InvalidInputError(`The limits of ${measure} ${problem}.`, {
    field,
    hint: "Leave out what is not limited.",
  });
}
