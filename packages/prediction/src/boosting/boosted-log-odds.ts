import type { BoostedModel, TreeLeaf, TreeNode, TreeSplit } from "./boosted-model.ts";

/** The start of the model and the leaf of each tree; NaN stands for a missing value. */
export function boostedLogOdds({ start, trees }: BoostedModel, values: ArrayLike<number>): number {
  let sum = start;
  for (const tree of trees) sum += leafOf(tree, values).logOdds;
  return sum;
}

/** The leaf in which a row ends. */
export function leafOf(tree: TreeNode, values: ArrayLike<number>): TreeLeaf {
  let node = tree;
  while ("feature" in node) node = goesBelow(node, values) ? node.below : node.above;
  return node;
}

/** Which way a row takes. */
export function goesBelow({ feature, threshold, missingGoes }: TreeSplit, values: ArrayLike<number>): boolean {
  const value = values[feature] ?? Number.NaN;
  return Number.isNaN(value) ? missingGoes === "below" : value <= threshold;
}
