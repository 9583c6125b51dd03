import {
  bestSplit,
  childBounds,
  type Split,
  type SplitColumn,
  type SplitLimits,
  type SplitNode,
} from "./best-split.ts";
import type { TreeNode } from "./boosted-model.ts";
import { type Derivatives, type Histogram, histogramOf, offsetsOf, takeAway } from "./histogram.ts";
import { leafWeight, type WeightBounds } from "./leaf-weight.ts";

/** What a tree is grown from. */
export interface TreeTask extends SplitLimits {
  readonly columns: readonly SplitColumn[];
  readonly derivatives: Derivatives;
  readonly depth: number;
  /** The share of its log-odds that a leaf adds. */
  readonly learningRate: number;
}

interface GrowingNode {
  readonly rows: Uint32Array;
  readonly depth: number;
  readonly bounds: WeightBounds;
  /** Null where no split may follow. */
  readonly histogram: Histogram | null;
}

/** A tree on some rows, split wherever that lowers the loss. */
export function growTree(task: TreeTask, rows: Uint32Array): TreeNode {
  const offsets = offsetsOf(task.columns);
  const histogram = (some: Uint32Array) => histogramOf(task.columns, offsets, task.derivatives, some);
  const grow = (node: GrowingNode): TreeNode => {
    const split = node.histogram && bestOfAll(task, offsets, { histogram: node.histogram, bounds: node.bounds });
    if (node.histogram === null || split === null) return leaf(task, node);
    const { below, above } = part(node.rows, split);
    const depth = node.depth + 1;
    const bounds = childBounds(split, node.bounds);
    const sums = { below: null, above: null, ...(depth < task.depth ? childSums(node.histogram, below, above) : {}) };
    return {
      feature: split.column.feature,
      threshold: split.column.cuts[split.bin] ?? Number.MAX_VALUE,
      missingGoes: split.missingGoes,
      below: grow({ rows: below, histogram: sums.below, depth, bounds: bounds.below }),
      above: grow({ rows: above, histogram: sums.above, depth, bounds: bounds.above }),
    };
  };
  /** Only the smaller child is summed anew. */
  const childSums = (node: Histogram, below: Uint32Array, above: Uint32Array) => {
    const smaller = histogram(below.length <= above.length ? below : above);
    const larger = takeAway(node, smaller);
    return below.length <= above.length ? { below: smaller, above: larger } : { below: larger, above: smaller };
  };
  const bounds = { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };
  return grow({ rows, histogram: histogram(rows), depth: 0, bounds });
}

/** The best split over all columns, of the first column among equals. */
function bestOfAll(task: TreeTask, offsets: readonly number[], node: SplitNode): Split | null {
  let best: Split | null = null;
  for (const [at, column] of task.columns.entries()) {
    const split = bestSplit(column, offsets[at] ?? 0, node, task);
    if (split && split.gain > (best?.gain ?? 0)) best = split;
  }
  return best;
}

function leaf({ derivatives, penalty, learningRate }: TreeTask, { rows, bounds }: GrowingNode): TreeNode {
  let gradient = 0;
  let curvature = penalty;
  for (const row of rows) {
    gradient += derivatives.gradients[row] ?? 0;
    curvature += derivatives.curvatures[row] ?? 0;
  }
  const weight = leafWeight(gradient, curvature, bounds);
  // JSON, in which models travel, has no -0.
  return { logOdds: weight === 0 ? 0 : learningRate * weight, rows: rows.length };
}

function part(rows: Uint32Array, { column, bin, missingGoes }: Split) {
  const missingBin = column.cuts.length + 1;
  const goesBelow = (row: number) => {
    const own = column.bins[row] ?? 0;
    return own === missingBin ? missingGoes === "below" : own <= bin;
  };
  return { below: rows.filter(goesBelow), above: rows.filter((row) => !goesBelow(row)) };
}
