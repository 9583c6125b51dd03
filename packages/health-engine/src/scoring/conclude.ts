import type { Scorecard } from "@cs/models";
import { handOn } from "./hand-on.ts";
import { settle } from "./settle.ts";
import { sumOfParts } from "./sum-of-parts.ts";
import { emptySums, type PointRows, type RowSums, sumRow } from "./sum-row.ts";

/** Why there is no score: a required measure is missing, nothing is known, or too little; `none` when there is one. */
export type ScoreGap = "none" | "required" | "nothing" | "too_little";

/** The tightest cap that fires and the tightest that fires or could, as the score they allow; 100 without one. */
export interface CapMaxima {
  fired: number;
  possible: number;
}

/**
 * What the numbers of one account say. Reused from account to account: a million of them would cost more than the
 * arithmetic.
 */
export interface Conclusion {
  gap: ScoreGap;
  /** 0-100; NaN with a gap. */
  score: number;
  /** What the tightest fired cap takes away, 0 or less. */
  capPoints: number;
  /** The score if every missing measure had 0 points. */
  low: number;
  /** The score if every missing measure had 100 points. */
  high: number;
  /** Covered share of the nominal weight, 0-1. */
  coverage: number;
  /** Coverage x covered-weight mean of freshness, 0-1. */
  confidence: number;
  /** As `handOn` says; 0 with a gap, so that no measure has a part. */
  factor: number;
  keptShare: number;
  readonly sums: RowSums;
}

export function emptyConclusion(): Conclusion {
  return {
    gap: "none",
    score: Number.NaN,
    capPoints: 0,
    low: 0,
    high: 0,
    coverage: 0,
    confidence: 0,
    factor: 0,
    keptShare: 0,
    sums: emptySums(),
  };
}

/**
 * Concludes from the row of points that begins at `at`. All arithmetic of a score is here and in what it calls, for one
 * account and for a batch.
 */
export function conclude(
  at: number,
  { rows, maxima, scorecard }: { rows: PointRows; maxima: CapMaxima; scorecard: Pick<Scorecard, "minimumCoverage"> },
  conclusion: Conclusion,
): void {
  const { sums } = conclusion;
  sumRow(at, rows, sums);
  // coverage x (fresh / covered) = (covered / total) x (fresh / covered) = fresh / total
  conclusion.coverage = sums.covered / rows.weights.total;
  conclusion.confidence = sums.fresh / rows.weights.total;
  const low = Math.min(100, settle(sums.atWorst));
  const high = Math.min(100, settle(sums.atBest));
  conclusion.low = Math.min(low, maxima.possible);
  conclusion.high = Math.min(high, maxima.fired);
  conclusion.gap = gapOf(sums, conclusion.coverage, scorecard.minimumCoverage);
  if (conclusion.gap !== "none") {
    conclusion.score = Number.NaN;
    conclusion.capPoints = conclusion.factor = conclusion.keptShare = 0;
    return;
  }
  const { factor, keptShare } = handOn(sums);
  conclusion.factor = factor;
  conclusion.keptShare = keptShare;
  // Inside by proof; the bounds only keep the last rounding from saying otherwise.
  const uncapped = Math.min(high, Math.max(low, settle(sumOfParts(sums, conclusion))));
  conclusion.score = Math.min(uncapped, maxima.fired);
  conclusion.capPoints = maxima.fired < uncapped ? maxima.fired - uncapped : 0;
}

function gapOf(sums: RowSums, coverage: number, minimumCoverage: number): ScoreGap {
  if (sums.required > 0) return "required";
  if (coverage === 0) return "nothing";
  // Settled: seven shares of 0.1 must reach 0.7.
  return settle(coverage) >= minimumCoverage ? "none" : "too_little";
}
