import type { BinnedColumn } from "./bins.ts";

/** Sums over the rows of a node, by column and bin: all bins of one column after those of the last, missing values last. */
export interface Histogram {
  readonly gradients: Float64Array;
  readonly curvatures: Float64Array;
  readonly rows: Float64Array;
}

/** First and second derivatives of the log-loss by the log-odds, one per row. */
export interface Derivatives {
  readonly gradients: Float64Array;
  readonly curvatures: Float64Array;
}

/** Where the bins of each column begin in a histogram, and after the last where they end. */
export function offsetsOf(columns: readonly BinnedColumn[]): number[] {
  const offsets = [0];
  for (const { cuts } of columns) offsets.push((offsets.at(-1) ?? 0) + cuts.length + 2);
  return offsets;
}

/** The histogram of some rows. */
export function histogramOf(
  columns: readonly BinnedColumn[],
  offsets: readonly number[],
  { gradients, curvatures }: Derivatives,
  rows: Uint32Array,
): Histogram {
  const size = offsets.at(-1) ?? 0;
  const sums = { gradients: new Float64Array(size), curvatures: new Float64Array(size), rows: new Float64Array(size) };
  for (const [at, { bins }] of columns.entries()) {
    const offset = offsets[at] ?? 0;
    for (const row of rows) {
      const slot = offset + (bins[row] ?? 0);
      sums.gradients[slot] = (sums.gradients[slot] ?? 0) + (gradients[row] ?? 0);
      sums.curvatures[slot] = (sums.curvatures[slot] ?? 0) + (curvatures[row] ?? 0);
      sums.rows[slot] = (sums.rows[slot] ?? 0) + 1;
    }
  }
  return sums;
}

/** The histogram of the rows of a node that are not in one of its children. It takes the memory of the node's own. */
export function takeAway(node: Histogram, child: Histogram): Histogram {
  for (let slot = 0; slot < node.rows.length; slot++) {
    node.gradients[slot] = (node.gradients[slot] ?? 0) - (child.gradients[slot] ?? 0);
    node.curvatures[slot] = (node.curvatures[slot] ?? 0) - (child.curvatures[slot] ?? 0);
    node.rows[slot] = (node.rows[slot] ?? 0) - (child.rows[slot] ?? 0);
  }
  return node;
}
