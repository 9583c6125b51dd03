import { cholesky, inverseDiagonal, type SquareMatrix, solve } from "../numeric/cholesky.ts";
import { sigmoid, softplus } from "../numeric/logistic.ts";

/** What is maximised: the log-likelihood of the targets, less half the penalty times the square of each coefficient. */
export interface LikelihoodProblem {
  /** One per coefficient. An intercept is a column of ones. */
  readonly columns: readonly Float64Array[];
  /** 0 to 1, one per row: the outcome, or how likely it is held to be. */
  readonly targets: Float64Array;
  /** One per coefficient, 0 or more. */
  readonly penalties: readonly number[];
}

/** The maximum, or which column has no estimate of its own. */
export type LikelihoodMaximum =
  | { readonly coefficients: Float64Array; readonly variances: Float64Array; readonly dependentColumn: null }
  | { readonly coefficients: null; readonly variances: null; readonly dependentColumn: number };

const MOST_STEPS = 100;

/** Convergence is quadratic: the step after a gain this small leaves nothing but rounding. */
const LAST_GAIN = 1e-12;

/**
 * Logistic regression by iteratively reweighted least squares (Newton's method, with halved steps where a whole one goes
 * too far). `variances` is the diagonal of the inverse of the penalised information matrix. When outcomes are separated
 * and nothing is penalised, coefficients grow until steps end, and variances tell.
 */
export function maximiseLikelihood(problem: LikelihoodProblem): LikelihoodMaximum {
  let coefficients = new Float64Array(problem.columns.length);
  let logOdds = logOddsOf(problem, coefficients);
  let factor: SquareMatrix | null = null;
  for (let step = 0; step < MOST_STEPS; step++) {
    const { gradient, information } = derivatives(problem, coefficients, logOdds);
    const decomposed = cholesky(information);
    if ("dependentRow" in decomposed) {
      return { coefficients: null, variances: null, dependentColumn: decomposed.dependentRow };
    }
    factor = decomposed;
    const direction = solve(factor, gradient);
    const gain = direction.reduce((sum, each, at) => sum + each * (gradient[at] ?? 0), 0);
    coefficients = stepFrom(problem, { coefficients, logOdds, direction, whole: gain < LAST_GAIN });
    logOdds = logOddsOf(problem, coefficients);
    if (gain < LAST_GAIN) break;
  }
  const variances = factor ? inverseDiagonal(factor) : new Float64Array(coefficients.length);
  return { coefficients, variances, dependentColumn: null };
}

function stepFrom(
  problem: LikelihoodProblem,
  from: { coefficients: Float64Array; logOdds: Float64Array; direction: Float64Array; whole: boolean },
): Float64Array<ArrayBuffer> {
  const after = (share: number) => from.coefficients.map((each, at) => each + share * (from.direction[at] ?? 0));
  if (from.whole) return after(1);
  const before = objective(problem, from.coefficients, from.logOdds);
  const rounding = 1e-10 * Math.abs(before);
  for (let share = 1; share > 1e-6; share /= 2) {
    const next = after(share);
    if (objective(problem, next, logOddsOf(problem, next)) > before - rounding) return next;
  }
  return after(0);
}

function logOddsOf({ columns, targets }: LikelihoodProblem, coefficients: Float64Array): Float64Array {
  const logOdds = new Float64Array(targets.length);
  for (const [at, column] of columns.entries()) {
    const coefficient = coefficients[at] ?? 0;
    for (let row = 0; row < logOdds.length; row++)
      logOdds[row] = (logOdds[row] ?? 0) + coefficient * (column[row] ?? 0);
  }
  return logOdds;
}

function objective({ targets, penalties }: LikelihoodProblem, coefficients: Float64Array, logOdds: Float64Array) {
  const likelihood = logOdds.reduce((sum, each, row) => sum + (targets[row] ?? 0) * each - softplus(each), 0);
  return penalties.reduce((sum, penalty, at) => sum - (penalty / 2) * (coefficients[at] ?? 0) ** 2, likelihood);
}

function derivatives({ columns, targets, penalties }: LikelihoodProblem, beta: Float64Array, logOdds: Float64Array) {
  const size = columns.length;
  const gradient = new Float64Array(size);
  const information = { size, values: new Float64Array(size * size) };
  const probabilities = logOdds.map(sigmoid);
  const residuals = probabilities.map((probability, row) => (targets[row] ?? 0) - probability);
  for (const [i, column] of columns.entries()) {
    const penalty = penalties[i] ?? 0;
    gradient[i] = dot(column, residuals) - penalty * (beta[i] ?? 0);
    const weighted = column.map((value, row) => value * (probabilities[row] ?? 0) * (1 - (probabilities[row] ?? 0)));
    for (let j = 0; j <= i; j++) {
      information.values[i * size + j] = dot(weighted, columns[j] ?? weighted) + (i === j ? penalty : 0);
    }
  }
  return { gradient, information };
}

function dot(left: Float64Array, right: Float64Array): number {
  let sum = 0;
  for (let row = 0; row < left.length; row++) sum += (left[row] ?? 0) * (right[row] ?? 0);
  return sum;
}
