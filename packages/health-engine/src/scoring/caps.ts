import type { CalendarDate, Cap, CapCondition, MeasureObservation, Scorecard } from "@cs/models";
import { compareText } from "./compare-text.ts";
import { type Reading, readObservation } from "./read-observation.ts";

/** A cap whose conditions all hold, with the values that made them hold. */
export interface FiredCap {
  readonly cap: Cap;
  readonly evidence: Readonly<Record<string, number>>;
}

/** What is known of the caps of a scorecard, tightest first and equal ones by id. */
export interface JudgedCaps {
  readonly fired: readonly FiredCap[];
  /** No condition is known to fail and at least one cannot be decided: these could fire. */
  readonly undecided: readonly Cap[];
}

/**
 * Decides which caps fire. A measure of the scorecard is read with its staleness limit, any other one without a limit;
 * a missing measure leaves its condition undecided.
 */
export function judgeCaps(input: {
  readonly scorecard: Scorecard;
  readonly observations: ReadonlyMap<string, MeasureObservation>;
  readonly asOf: CalendarDate;
}): JudgedCaps {
  const { scorecard, observations, asOf } = input;
  const limits = new Map(
    scorecard.groups.flatMap((group) => group.measures.map((item) => [item.measure, item.stalenessLimitDays] as const)),
  );
  const fired: FiredCap[] = [];
  const undecided: Cap[] = [];
  for (const cap of scorecard.caps.toSorted(byTightness)) {
    const conditions = cap.when.map((condition) => ({
      condition,
      reading: readObservation({
        observation: observations.get(condition.measure),
        limitDays: limits.get(condition.measure) ?? null,
        asOf,
      }),
    }));
    const verdicts = conditions.map(({ condition, reading }) => holds(condition, reading));
    if (verdicts.includes(false)) continue;
    if (verdicts.includes(null)) undecided.push(cap);
    else fired.push({ cap, evidence: Object.fromEntries(conditions.flatMap(evidenceOf)) });
  }
  return { fired, undecided };
}

function byTightness(left: Cap, right: Cap): number {
  return left.maximum - right.maximum || compareText(left.id, right.id);
}

/** Whether a condition holds; null when its measure is missing. */
function holds({ atLeast, below }: CapCondition, reading: Reading): boolean | null {
  if (!reading.known) return null;
  return (atLeast === undefined || reading.value >= atLeast) && (below === undefined || reading.value < below);
}

function evidenceOf({ condition, reading }: { condition: CapCondition; reading: Reading }): [string, number][] {
  return reading.known ? [[condition.measure, reading.value]] : [];
}
