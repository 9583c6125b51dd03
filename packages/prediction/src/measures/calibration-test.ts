import { seededNumbers } from "@cs/models";
import type { Forecasts } from "./forecast-error.ts";
import { calibrationError } from "./reliability.ts";

/** A calibration error beside those of outcomes drawn from the probabilities themselves. */
export interface CalibrationTest {
  readonly error: number;
  /** Mean error when the probabilities are true: what chance alone makes. */
  readonly expected: number;
  /** Share of true draws with at least this error, 0-1: below 0.05 the probabilities are not true. */
  readonly p: number;
}

/**
 * Whether probabilities can be true: a Monte-Carlo test of the calibration error (consistency resampling; Broecker and
 * Smith 2007). Null for nobody.
 */
export function calibrationTest(
  { probabilities, outcomes }: Forecasts,
  { seed = 1, rounds = 1000 }: { readonly seed?: number | undefined; readonly rounds?: number | undefined } = {},
): CalibrationTest | null {
  const error = calibrationError({ probabilities, outcomes });
  if (error === null) return null;
  const random = seededNumbers(seed);
  const draws = Array.from({ length: rounds }, () => {
    const drawn = outcomes.map((_, at) => random() < (probabilities[at] ?? 0));
    return calibrationError({ probabilities, outcomes: drawn }) ?? 0;
  });
  const expected = draws.reduce((sum, each) => sum + each / rounds, 0);
  return { error, expected, p: (draws.filter((each) => each >= error).length + 1) / (rounds + 1) };
}
