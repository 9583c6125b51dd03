import { maximiseLikelihood } from "../logistic/maximise-likelihood.ts";
import { logit } from "../numeric/logistic.ts";
import type { Forecasts } from "./forecast-error.ts";
import { hasBoth } from "./ranking.ts";

/** How log-odds would have to be changed to fit: 0 and 1 when they fit (Cox 1958). */
export interface CalibrationLine {
  /** Above 0: risks are held too low. */
  readonly intercept: number;
  /** Below 1: risks are spread too far, as of a model that knows its training rows by heart. */
  readonly slope: number;
}

const CERTAIN = 1e-15;

/**
 * The logistic regression of what happened on the log-odds of the probabilities. Null when all outcomes or all
 * probabilities are the same, or when the probabilities separate the outcomes.
 */
export function calibrationLine({ probabilities, outcomes }: Forecasts): CalibrationLine | null {
  if (!hasBoth(outcomes)) return null;
  const logOdds = Float64Array.from(outcomes, (_, at) =>
    logit(Math.min(1 - CERTAIN, Math.max(CERTAIN, probabilities[at] ?? 0))),
  );
  const { coefficients, variances } = maximiseLikelihood({
    columns: [new Float64Array(outcomes.length).fill(1), logOdds],
    targets: Float64Array.from(outcomes, Number),
    penalties: [0, 0],
  });
  const [intercept, slope] = coefficients ?? [];
  if (intercept === undefined || slope === undefined || (variances?.[1] ?? 0) > SEPARATED) return null;
  return { intercept, slope };
}

/** Variance of a slope that has no finite estimate. */
const SEPARATED = 1e6;
