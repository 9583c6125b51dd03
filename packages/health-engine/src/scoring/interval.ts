import type { JudgedCaps } from "./caps.ts";
import type { ReadMeasure } from "./read-measures.ts";
import { settle } from "./settle.ts";

/** The lowest and highest score that what is missing could lead to, 0-100. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/**
 * The score before caps if every missing measure had 0 points, and if it had 100, under nominal weights.
 *
 * The score before caps lies inside. Weight C x (factor - 1) that was handed on earns (factor - 1) x sum(w x n), which
 * is as if the missing measures had the covered mean, and that is within 0-100; the kept rest and the neutral ones have
 * 50, the worst ones 0. Taking an observation away turns its term into 0 or 100, so `low` never rises.
 */
export function intervalBeforeCaps(measures: readonly ReadMeasure[]): Interval {
  return { low: sumWithMissingAt(0, measures), high: sumWithMissingAt(100, measures) };
}

/** Fired caps bound both ends; caps that could fire bound the low end only. */
export function intervalAfterCaps(interval: Interval, { fired, undecided }: JudgedCaps): Interval {
  const firedMaximum = fired[0]?.cap.maximum ?? 100;
  const possibleMaximum = Math.min(firedMaximum, undecided[0]?.maximum ?? 100);
  return { low: Math.min(interval.low, possibleMaximum), high: Math.min(interval.high, firedMaximum) };
}

function sumWithMissingAt(points: number, measures: readonly ReadMeasure[]): number {
  const sum = measures.reduce((total, { weight, normalised }) => total + weight * (normalised ?? points), 0);
  return Math.min(100, settle(sum));
}
