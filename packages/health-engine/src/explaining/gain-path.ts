import { InvalidInputError, type Normaliser, type ScorecardMeasure } from "@cs/models";
import { normalise } from "../scoring/normalise.ts";
import type { GainPath } from "./cheapest-gain.ts";
import { nextBelow } from "./next-number.ts";

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
const SAMPLES = 64;

/** The way of a move through its allowed values in its improving direction; null when no value is allowed. */
export function gainPath(move: Move): GainPath | null {
  const start = startOf(move);
  if (start === null) return null;
  const cost = (value: number) => move.costPerUnit * Math.abs(value - move.current);
  if (move.scored === null) return { nodes: [start], stepped: true, cost, gain: () => 0 };
  const { definition, effectiveWeight } = move.scored;
  const now = normalise(move.current, definition.normaliser);
  const gain = (value: number) => effectiveWeight * (normalise(value, definition.normaliser) - now);
  const sign = signOf(definition, start);
  if (sign === 0) return { nodes: [start], stepped: true, cost, gain };
  const limit = sign > 0 ? move.high : move.low;
  const bends = bendsOf(definition.normaliser, sign) ?? samplesBetween(definition.normaliser, start, limit);
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
  return { nodes, stepped: definition.normaliser.kind === "banded", cost, gain };
}

/** Whether the bends of a normaliser are known, so that a cheapest change can be proved to be the cheapest. */
export function hasKnownBends({ normaliser }: ScorecardMeasure): boolean {
  return bendsOf(normaliser, 1) !== null;
}

/** From no to full points, in the unit of the measure; 4 half-lives for recency (6 % left), 1 where there is no such range. */
export function spanOf({ normaliser, direction }: ScorecardMeasure): number {
  if (normaliser.kind === "recency") return 4 * normaliser.halfLifeDays;
  const bends =
    bendsOf(normaliser, direction === "lower_is_better" ? -1 : 1) ??
    samplesBetween(normaliser, 0, Number.POSITIVE_INFINITY);
  return Math.max(...bends) - Math.min(...bends) || 1;
}

/** The allowed value nearest to the current one. */
function startOf({ current, low, high, step }: Move): number | null {
  if (low > high) return null;
  if (current >= low && current <= high) return current;
  if (step === null) return current < low ? low : high;
  const aligned = current < low ? Math.ceil(low / step) * step : Math.floor(high / step) * step;
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

/** The values at which points bend or jump when moved in a direction; null for a kind whose bends are not known. */
function bendsOf(normaliser: Normaliser, sign: -1 | 1): number[] | null {
  switch (normaliser.kind) {
    case "piecewise_linear":
      return normaliser.knots.map(([value]) => value);
    case "banded":
      return normaliser.ranges.map(({ from }) => (sign > 0 ? from : nextBelow(from)));
    case "recency":
      return [0];
    case "target_range":
      return sign > 0 ? [normaliser.zeroBelow, normaliser.from] : [normaliser.to, normaliser.zeroAbove];
    default:
      return null;
  }
}

/** Evenly spread values up to the limit, or to where points no longer change. */
function samplesBetween(normaliser: Normaliser, start: number, limit: number): number[] {
  const points = (value: number) => normalise(value, normaliser);
  let reach = 2 ** -20;
  const sign = limit > start ? 1 : -1;
  const full = points(start + sign * 2 ** 60);
  while (reach < 2 ** 60 && points(start + sign * reach) !== full) reach *= 2;
  const end = sign > 0 ? Math.min(limit, start + reach) : Math.max(limit, start - reach);
  return Array.from({ length: SAMPLES }, (_, index) => start + ((end - start) * (index + 1)) / SAMPLES);
}

/** The start and the multiples of a step from there to the first one at or beyond the end, as far as allowed. */
function multiples(way: { move: Move; step: number; start: number; end: number; sign: -1 | 1 }): number[] {
  const { move, step, start, end, sign } = way;
  const first = sign > 0 ? Math.floor(start / step) + 1 : Math.ceil(start / step) - 1;
  const bound =
    sign > 0 ? Math.min(move.high, Math.ceil(end / step) * step) : Math.max(move.low, Math.floor(end / step) * step);
  const last = sign > 0 ? Math.floor(bound / step) : Math.ceil(bound / step);
  const count = sign * (last - first) + 1;
  if (count > MOST_STEPS) {
    throw new InvalidInputError(`Between ${start} and ${bound}, ${move.measure} has ${count} steps of ${step}.`, {
      field: `actionable.${move.measure}.step`,
      hint: `Give a step of at least ${Math.abs(bound - start) / MOST_STEPS}, or none.`,
    });
  }
  return [start, ...Array.from({ length: Math.max(0, count) }, (_, index) => (first + sign * index) * step)];
}
