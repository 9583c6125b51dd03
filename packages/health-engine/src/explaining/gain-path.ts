import { InvalidInputError, type ScorecardMeasure } from "@cs/models";
import { bendsOf, isStepped, pointsFunction, samplesBetween } from "./bends.ts";
import type { GainPath } from "./cheapest-gain.ts";

/** What a measure may be changed to, and for how much. */
export interface Move {
  readonly measure: string;
  /** The value it has. */
  readonly current: number;
  /** Lowest and highest value it may get. */
  readonly low: number;
  readonly high: number;
  readonly costPerUnit: number;
  /** It can only get multiples of this; null for any value. */
  readonly step: number | null;
  /** How it earns points; null when only caps name it. */
  readonly scored: { readonly definition: ScorecardMeasure; readonly effectiveWeight: number } | null;
}

const MOST_STEPS = 10_000;

/** The way of a move through its allowed values in its improving direction; null when no value is allowed. */
export function gainPath(move: Move): GainPath | null {
  const start = startOf(move);
  if (start === null) return null;
  const cost = (value: number) => move.costPerUnit * Math.abs(value - move.current);
  if (move.scored === null) return { nodes: [start], stepped: true, cost, gain: () => 0 };
  const { definition, effectiveWeight } = move.scored;
  const points = pointsFunction(definition.normaliser);
  const now = points(move.current);
  const gain = (value: number) => effectiveWeight * (points(value) - now);
  const sign = signOf(definition, start);
  if (sign === 0) return { nodes: [start], stepped: true, cost, gain };
  const limit = sign > 0 ? move.high : move.low;
  const bends = bendsOf(definition.normaliser, sign) ?? samplesBetween(points, start, limit);
  const inOrder = bends.toSorted((left, right) => sign * (left - right));
  if (move.step !== null) {
    return {
      nodes: multiples({ move, step: move.step, start, end: inOrder.at(-1) ?? start, sign }),
      stepped: true,
      cost,
      gain,
    };
  }
  const isWithin = (value: number) => sign * (value - start) > 0 && sign * (limit - value) >= 0;
  const within = inOrder.filter(isWithin);
  // A limit between two bends ends the way; beyond the last bend nothing more is earned.
  const isCut = isWithin(limit) && sign * ((inOrder.at(-1) ?? start) - limit) > 0;
  const nodes = [
    start,
    ...within.filter((value) => value !== limit),
    ...(isCut || within.includes(limit) ? [limit] : []),
  ];
  return { nodes, stepped: isStepped(definition.normaliser), cost, gain };
}

/** The allowed value nearest to the current one. */
function startOf({ current, low, high, step }: Move): number | null {
  if (low > high) return null;
  if (current >= low && current <= high) return current;
  if (step === null) return current < low ? low : high;
  const aligned = (current < low ? -stepsUpTo(-low, step) : stepsUpTo(high, step)) * step + 0;
  return aligned >= low && aligned <= high ? aligned : null;
}

/** 1 when higher values earn more from here on, -1 when lower ones do, 0 when neither does. */
function signOf({ direction, normaliser }: ScorecardMeasure, start: number): -1 | 0 | 1 {
  if (direction === "higher_is_better") return 1;
  if (direction === "lower_is_better") return -1;
  if (normaliser.kind !== "target_range") return 0;
  if (start < normaliser.from) return 1;
  return start > normaliser.to ? -1 : 0;
}

/** The start and the multiples of a step from there to the first one at or beyond the end, as far as allowed. */
function multiples(way: { move: Move; step: number; start: number; end: number; sign: -1 | 1 }): number[] {
  const { move, step, start, end, sign } = way;
  // In steps along the way: after the start, and up to the first at or beyond the end, but not beyond what is allowed.
  const first = stepsUpTo(sign * start, step) + 1;
  const last = Math.min(-stepsUpTo(-sign * end, step), stepsUpTo(sign > 0 ? move.high : -move.low, step));
  const count = last - first + 1;
  if (count > MOST_STEPS) {
    throw new InvalidInputError(`From ${start} on, ${move.measure} has ${count} steps of ${step}.`, {
      field: `actionable.${move.measure}.step`,
      hint: `Give a step of at least ${(count * step) / MOST_STEPS}, or none.`,
    });
  }
  return [start, ...Array.from({ length: Math.max(0, count) }, (_, index) => sign * (first + index) * step + 0)];
}

/** The highest whole number whose multiple of the step is not above the value; also where the division underflows. */
function stepsUpTo(value: number, step: number): number {
  const steps = Math.floor(value / step);
  return steps * step > value ? steps - 1 : steps;
}
