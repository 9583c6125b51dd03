import { maximiseLikelihood } from "../logistic/maximise-likelihood.ts";
import { standardise } from "../logistic/standardise.ts";
import type { Ranked } from "../measures/ranking.ts";
import { logit } from "../numeric/logistic.ts";

/**
 * Log-odds as a line over the score, fitted to softened outcomes (n+ + 1)/(n+ + 2) and 1/(n- + 2), which no score can
 * separate (Platt 1999). A line that falls says that the score knows nothing; then everybody gets the base rate.
 */
export function plattLine({ scores, outcomes }: Ranked): { readonly intercept: number; readonly slope: number } {
  const events = outcomes.filter(Boolean).length;
  const [high, low] = [(events + 1) / (events + 2), 1 / (outcomes.length - events + 2)];
  const targets = Float64Array.from(outcomes, (happened) => (happened ? high : low));
  const matrix = { features: ["score"], columns: [Float64Array.from(scores)], rows: outcomes.length };
  for (const { values, mean, deviation } of standardise(matrix)) {
    if (deviation === 0) continue;
    const columns = [new Float64Array(outcomes.length).fill(1), values];
    const [intercept = 0, slope = 0] = maximiseLikelihood({ columns, targets, penalties: [0, 0] }).coefficients ?? [];
    if (slope > 0) return { intercept: intercept - (slope * mean) / deviation, slope: slope / deviation };
  }
  return { intercept: logit(targets.reduce((sum, target) => sum + target / targets.length, 0)), slope: 0 };
}
