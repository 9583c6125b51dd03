/** A square matrix by rows, in one array. */
export interface SquareMatrix {
  readonly size: number;
  readonly values: Float64Array;
}

/** A pivot below this share of its diagonal is rounding: the row follows from those above it. */
const RANK_TOLERANCE = 1e-11;

/**
 * The lower triangle L with L L' = A for a symmetric A, of which the lower triangle is read; or the number of the first
 * row that is a linear combination of those above it.
 */
export function cholesky({ size, values }: SquareMatrix): SquareMatrix | { readonly dependentRow: number } {
  const factor = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let rest = values[i * size + j] ?? 0;
      for (let k = 0; k < j; k++) rest -= (factor[i * size + k] ?? 0) * (factor[j * size + k] ?? 0);
      if (j < i) factor[i * size + j] = rest / (factor[j * size + j] ?? 0);
      else if (rest > RANK_TOLERANCE * (values[i * size + i] ?? 0)) factor[i * size + i] = Math.sqrt(rest);
      else return { dependentRow: i };
    }
  }
  return { size, values: factor };
}

/** The x of L L' x = b. */
export function solve({ size, values }: SquareMatrix, b: ArrayLike<number>): Float64Array {
  const x = Float64Array.from(b);
  for (let i = 0; i < size; i++) {
    let rest = x[i] ?? 0;
    for (let k = 0; k < i; k++) rest -= (values[i * size + k] ?? 0) * (x[k] ?? 0);
    x[i] = rest / (values[i * size + i] ?? 0);
  }
  for (let i = size - 1; i >= 0; i--) {
    let rest = x[i] ?? 0;
    for (let k = i + 1; k < size; k++) rest -= (values[k * size + i] ?? 0) * (x[k] ?? 0);
    x[i] = rest / (values[i * size + i] ?? 0);
  }
  return x;
}

/** The diagonal of the inverse of L L'. */
export function inverseDiagonal(factor: SquareMatrix): Float64Array {
  return Float64Array.from({ length: factor.size }, (_, at) => {
    const unit = new Float64Array(factor.size);
    unit[at] = 1;
    return solve(factor, unit)[at] ?? 0;
  });
}
