/** A penalised logistic regression to solve. */
interface Problem {
  readonly columns: readonly (readonly number[])[];
  readonly targets: readonly number[];
  readonly penalty: number;
}

/**
 * Intercept and coefficients by gradient descent with the step of Barzilai and Borwein (1988), until the gradient is
 * below 1e-7. No second derivatives, no matrices: nothing in common with reweighted least squares.
 */
export function descend({ columns, targets, penalty }: Problem): number[] {
  const design = [targets.map(() => 1), ...columns];
  let at = design.map(() => 0);
  let gradient = gradientAt(at);
  let step = 1 / targets.length;
  for (let round = 0; round < 100_000 && Math.max(...gradient.map(Math.abs)) > 1e-7; round++) {
    const next = at.map((each, index) => each - step * (gradient[index] ?? 0));
    const nextGradient = gradientAt(next);
    const moved = next.map((each, index) => each - (at[index] ?? 0));
    const turned = nextGradient.map((each, index) => each - (gradient[index] ?? 0));
    step = dot(moved, moved) / dot(moved, turned);
    at = next;
    gradient = nextGradient;
  }
  return at;

  function gradientAt(beta: readonly number[]): number[] {
    const errors = targets.map((target, row) => {
      const logOdds = design.reduce((sum, column, index) => sum + (beta[index] ?? 0) * (column[row] ?? 0), 0);
      return 1 / (1 + Math.exp(-logOdds)) - target;
    });
    return design.map((column, index) => dot(column, errors) + (index === 0 ? 0 : penalty * (beta[index] ?? 0)));
  }
}

function dot(left: readonly number[], right: readonly number[]): number {
  return left.reduce((sum, each, at) => sum + each * (right[at] ?? 0), 0);
}
