import { addMeasure, emptySums } from "./account-sums.ts";
import { type CapMaxima, type ConclusionPlan, conclude } from "./conclude.ts";
import { fadedShare } from "./faded-share.ts";
import type { ReadMeasure } from "./read-measures.ts";

/** What the numbers of one account say; the fields are those of `Conclusions`. */
export interface AccountConclusion {
  /** Null without a score. */
  readonly score: number | null;
  readonly capPoints: number;
  readonly low: number;
  readonly high: number;
  readonly coverage: number;
  readonly confidence: number;
  readonly factor: number;
  readonly keptShare: number;
}

/** Concludes for one account, by the arithmetic for many. */
export function concludeAccount(
  measures: readonly ReadMeasure[],
  terms: { readonly plan: ConclusionPlan; readonly maxima: CapMaxima },
): AccountConclusion {
  const sums = emptySums(1, { aged: true });
  const number = () => new Float64Array(1);
  const read = { points: number(), faded: number(), missing: new Uint16Array(1) };
  for (const measure of measures) {
    read.points[0] = measure.normalised ?? Number.NaN;
    read.faded[0] = fadedShareOf(measure);
    addMeasure(measure, read, sums);
  }
  const [score, capPoints, low, high] = [number(), number(), number(), number()];
  const [coverage, confidence, factor, keptShare] = [number(), number(), number(), number()];
  conclude(sums, terms, { score, capPoints, low, high, coverage, confidence, factor, keptShare });
  const only = ([first = 0]: Float64Array) => first;
  return {
    score: Number.isNaN(only(score)) ? null : only(score),
    capPoints: only(capPoints),
    low: only(low),
    high: only(high),
    coverage: only(coverage),
    confidence: only(confidence),
    factor: only(factor),
    keptShare: only(keptShare),
  };
}

function fadedShareOf({ reading, definition }: ReadMeasure): number {
  return reading.known ? fadedShare(reading.ageDays, definition.stalenessLimitDays) : 0;
}
