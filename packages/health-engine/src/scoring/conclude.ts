import type { Scorecard } from "@cs/models";
import type { AccountSums } from "./account-sums.ts";
import { handOn } from "./hand-on.ts";
import { reaches, settle } from "./settle.ts";

/** Points of a measure about which nothing is assumed. */
export const NEUTRAL_POINTS = 50;

/** What the tightest cap that fires, and the tightest that fires or could, allow each account; 100 without one. */
export interface CapMaxima {
  readonly fired: Float64Array;
  readonly possible: Float64Array;
}

/** The part of a compiled scorecard that conclusions follow from. */
export interface ConclusionPlan {
  readonly totalWeight: number;
  readonly scorecard: Pick<Scorecard, "minimumCoverage">;
}

/** What the numbers of accounts say, one account per place. */
export interface Conclusions {
  /** 0-100; NaN when a required measure is missing or too little is known. */
  readonly score: Float64Array;
  /** What the tightest fired cap takes away, 0 or less. */
  readonly capPoints: Float64Array;
  /** The score if every missing measure had 0 points. */
  readonly low: Float64Array;
  /** The score if every missing measure had 100 points. */
  readonly high: Float64Array;
  /** Covered share of the nominal weight, 0-1. */
  readonly coverage: Float64Array;
  /** Coverage x covered-weight mean of freshness, 0-1. */
  readonly confidence: Float64Array;
  /** As `handOn` says; 0 without a score, so that no measure has a part. */
  readonly factor: Float64Array;
  readonly keptShare: Float64Array;
}

/**
 * Concludes from the sums of accounts. All arithmetic of a score is here, in the normalisers and in `addMeasure`, for one
 * account and for a batch; `kernel/points-kernel.ts` repeats a part of it for several accounts at once.
 */
export function conclude(
  sums: AccountSums,
  { plan: { totalWeight, scorecard }, maxima }: { readonly plan: ConclusionPlan; readonly maxima: CapMaxima },
  conclusions: Conclusions,
): void {
  const { minimumCoverage } = scorecard;
  for (let place = 0; place < conclusions.score.length; place += 1) {
    const missing = sums.missing[place] ?? 0;
    const covered = totalWeight - missing;
    const atWorst = sums.atWorst[place] ?? 0;
    const leftOut = sums.leftOut[place] ?? 0;
    const firedMaximum = maxima.fired[place] ?? 100;
    const coverage = covered / totalWeight;
    const low = Math.min(100, settle(atWorst));
    const high = Math.min(100, settle(atWorst + 100 * missing));
    conclusions.coverage[place] = coverage;
    // coverage x (fresh / covered) = (covered / total) x (covered - faded) / covered = coverage - faded / total, and at
    // least half of coverage by proof; the bound only keeps the last rounding from saying otherwise.
    conclusions.confidence[place] = sums.faded
      ? Math.max(coverage / 2, coverage - (sums.faded[place] ?? 0) / totalWeight)
      : coverage;
    conclusions.low[place] = Math.min(low, maxima.possible[place] ?? 100);
    conclusions.high[place] = Math.min(high, firedMaximum);
    // Seven shares of 0.1 must reach 0.7.
    const enough = coverage > 0 && reaches(coverage, minimumCoverage);
    if (!enough || (sums.required[place] ?? 0) > 0) {
      conclusions.score[place] = Number.NaN;
      conclusions.capPoints[place] = conclusions.factor[place] = conclusions.keptShare[place] = 0;
      continue;
    }
    const { factor, keptShare } = handOn({ covered, leftOut });
    // The sum of all parts but for the last bits, in one step: the terms of a kind share their factor.
    const sum = factor * atWorst + (keptShare * leftOut + (sums.neutral[place] ?? 0)) * NEUTRAL_POINTS;
    // Inside by proof; the bounds only keep the last rounding from saying otherwise.
    const uncapped = Math.min(high, Math.max(low, settle(sum)));
    conclusions.score[place] = Math.min(uncapped, firedMaximum);
    conclusions.capPoints[place] = firedMaximum < uncapped ? firedMaximum - uncapped : 0;
    conclusions.factor[place] = factor;
    conclusions.keptShare[place] = keptShare;
  }
}
