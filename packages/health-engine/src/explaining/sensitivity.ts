import { type HealthBand, type HealthScore, InvalidInputError, seededNumbers } from "@cs/models";
import { bandOf } from "../scoring/band-of.ts";
import { compileScorecard } from "../scoring/compile-scorecard.ts";
import { type CompiledScoreInput, type ScoreInput, score } from "../scoring/score.ts";
import { perturbedScore, type WeightGame } from "./perturbed-score.ts";
import { pointLines } from "./score-of-points.ts";

/** Lowest and highest score found, 0-100. */
export interface ScoreRange {
  readonly low: number;
  readonly high: number;
}

/** What hangs on one measure. */
export interface MeasureSensitivity {
  readonly measure: string;
  /** The score if this measure were missing, and `score - computed score`; null when there is none. */
  readonly leftOut: Pick<HealthScore, "score" | "reason" | "band"> & { readonly difference: number | null };
  /** The score while only this weight is off by the perturbation; null without a score. */
  readonly weightRange: ScoreRange | null;
}

/** How much a score hangs on single measures and on the choice of weights. */
export interface Sensitivity {
  /** The computed score (an override is left aside) and its band by the thresholds alone. */
  readonly score: number | null;
  readonly reason: string | null;
  readonly band: HealthBand;
  /** One per scored measure, in the order of the scorecard. */
  readonly measures: readonly MeasureSensitivity[];
  /** The score while every weight is off by at most the perturbation; null without a score. */
  readonly range: ScoreRange | null;
  /** Share of the sampled weights, 0-1, under which the band is another one; null without a score. */
  readonly bandChangeShare: number | null;
  readonly samples: number;
}

/** How weights are varied. */
export interface SensitivityOptions {
  /** Each weight (share of the whole) is multiplied with 1 - perturbation to 1 + perturbation; default 0.1. */
  readonly perturbation?: number | undefined;
  /** Whole number; the same seed gives the same samples. */
  readonly seed?: number | undefined;
  /** Default 1,000. */
  readonly samples?: number | undefined;
}

/**
 * Leaves every measure out and varies all weights.
 *
 * The range comes from the corners in which the weights of all measures above some points are raised and the others
 * lowered, and the reverse: these hold the extremes of a weighted mean, so it is exact when nothing is missing. With
 * missing measures, and for a score that some weights leave without enough coverage, it is what corners and samples reach.
 *
 * @throws InvalidInputError when `score` does not accept the input or an option is outside its range.
 */
export function sensitivity(input: ScoreInput, options: SensitivityOptions = {}): Sensitivity {
  const { perturbation = 0.1, seed = 1, samples = 1000 } = options;
  requireOption("perturbation", perturbation, perturbation > 0 && perturbation < 1, "a number between 0 and 1");
  requireOption("seed", seed, Number.isSafeInteger(seed), "a whole number");
  requireOption("samples", samples, Number.isInteger(samples) && samples >= 1, "a whole number from 1");
  const { scorecard, observations, asOf } = input;
  const known = { scorecard: compileScorecard(scorecard), observations, asOf };
  const base = score(known);
  const lines = pointLines(scorecard, base);
  const game: WeightGame = {
    lines,
    maximum: base.capsFired.reduce((least, { maximum }) => Math.min(least, maximum), 100),
    minimumCoverage: scorecard.minimumCoverage,
  };
  const found = (multipliers: readonly number[]) => (base.score === null ? null : perturbedScore(game, multipliers));
  const ends = [1 - perturbation, 1 + perturbation];
  const random = seededNumbers(seed);
  const sampled = Array.from({ length: base.score === null ? 0 : samples }, () =>
    found(lines.map(() => 1 - perturbation + 2 * perturbation * random())),
  );
  const bandFor = (value: number | null) => (value === null ? "insufficient_data" : bandOf(value, scorecard.bands));
  const weightRanges = new Map(
    lines.map(({ measure }, place) => {
      const alone = ends.map((end) => found(lines.map((_, index) => (index === place ? end : 1))));
      return [measure, rangeOf([base.score, ...alone])];
    }),
  );
  return {
    score: base.score,
    reason: base.reason,
    band: base.band,
    measures: base.contributions.map(({ measure }) => ({
      measure,
      leftOut: leftOut(known, measure, base.score),
      weightRange: weightRanges.get(measure) ?? null,
    })),
    range: rangeOf([base.score, ...sampled, ...corners(game, ends).map(found)]),
    bandChangeShare:
      base.score === null ? null : sampled.filter((value) => bandFor(value) !== base.band).length / samples,
    samples: sampled.length,
  };
}

function leftOut(input: CompiledScoreInput, measure: string, before: number | null) {
  const observations = { ...input.observations, [measure]: { value: null, reason: "left out" } as const };
  const { score: value, reason, band } = score({ ...input, observations });
  return { score: value, reason, band, difference: value === null || before === null ? null : value - before };
}

/** For every number of measures: those with the most points at one end and the others at the other, and the reverse. */
function corners({ lines }: WeightGame, ends: readonly number[]): number[][] {
  const order = lines
    .map(({ known, whenMissing }, index) => ({ index, points: known ?? whenMissing ?? 50 }))
    .sort((left, right) => left.points - right.points || left.index - right.index);
  return [...order, null].flatMap((_, lower) =>
    [ends, ends.toReversed()].map((pair) => {
      const multipliers = lines.map(() => 1);
      for (const [rank, { index }] of order.entries()) multipliers[index] = pair[rank < lower ? 0 : 1] ?? 1;
      return multipliers;
    }),
  );
}

function rangeOf(values: readonly (number | null)[]): ScoreRange | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : { low: Math.min(...known), high: Math.max(...known) };
}

function requireOption(field: string, value: number, fits: boolean, wanted: string): void {
  if (!fits) throw new InvalidInputError(`${field} is ${value}.`, { field, hint: `Give ${wanted}.` });
}
