import type { Cap, CapCondition, CapUndecided, Scorecard } from "@cs/models";
import { compareText } from "./compare-text.ts";
import type { CapMaxima } from "./conclude.ts";
import type { KnownOnDay } from "./read-measures.ts";
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
  readonly undecided: readonly CapUndecided[];
}

/** A cap whose conditions know the staleness limits of their measures. */
export interface CompiledCap {
  readonly cap: Cap;
  readonly conditions: readonly { readonly condition: CapCondition; readonly limitDays: number | null }[];
}

/**
 * The caps of a scorecard, tightest first and equal ones by id. A measure of the scorecard is read with its staleness
 * limit, any other one without a limit.
 */
export function compileCaps({ groups, caps }: Scorecard): CompiledCap[] {
  const limits = new Map(
    groups.flatMap((group) => group.measures.map((item) => [item.measure, item.stalenessLimitDays] as const)),
  );
  return caps.toSorted(byTightness).map((cap) => ({
    cap,
    conditions: cap.when.map((condition) => ({ condition, limitDays: limits.get(condition.measure) ?? null })),
  }));
}

/** Decides which caps fire; a missing measure leaves its condition undecided. */
export function judgeCaps(caps: readonly CompiledCap[], { observations, asOfDay }: KnownOnDay): JudgedCaps {
  const fired: FiredCap[] = [];
  const undecided: CapUndecided[] = [];
  for (const { cap, conditions } of caps) {
    const read = conditions.map(({ condition, limitDays }) => ({
      condition,
      reading: readObservation({ observation: observations.get(condition.measure), limitDays, asOfDay }),
    }));
    const verdicts = read.map(({ condition, reading }) => (reading.known ? holds(condition, reading.value) : null));
    if (verdicts.includes(false)) continue;
    const unknown = new Set(read.flatMap(({ condition, reading }) => (reading.known ? [] : condition.measure)));
    const { id, label, maximum } = cap;
    if (unknown.size > 0) undecided.push({ id, label, maximum, unknown: [...unknown] });
    else fired.push({ cap, evidence: Object.fromEntries(read.flatMap(evidenceOf)) });
  }
  return { fired, undecided };
}

/** What judged caps allow one account. */
export function maximaOf({ fired, undecided }: JudgedCaps): CapMaxima {
  const firedMaximum = fired[0]?.cap.maximum ?? 100;
  const possibleMaximum = Math.min(firedMaximum, undecided[0]?.maximum ?? 100);
  return { fired: Float64Array.of(firedMaximum), possible: Float64Array.of(possibleMaximum) };
}

/** Whether a condition holds for a value of its measure. */
export function holds({ atLeast, below }: CapCondition, value: number): boolean {
  return (atLeast === undefined || value >= atLeast) && (below === undefined || value < below);
}

function byTightness(left: Cap, right: Cap): number {
  return left.maximum - right.maximum || compareText(left.id, right.id);
}

function evidenceOf({ condition, reading }: { condition: CapCondition; reading: Reading }): [string, number][] {
  return reading.known ? [[condition.measure, reading.value]] : [];
}
