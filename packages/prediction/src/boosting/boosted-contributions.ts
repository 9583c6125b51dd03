import { goesBelow } from "./boosted-log-odds.ts";
import type { BoostedModel, TreeLeaf, TreeNode } from "./boosted-model.ts";

/** A feature on the way to a leaf. */
interface PathFeature {
  /** Whether the row goes this way at every split on the feature. */
  readonly follows: boolean;
  /** The share of training rows that go this way at all these splits, when each takes them in its own proportion. */
  readonly share: number;
}

type Path = ReadonlyMap<number, PathFeature>;

/**
 * Path-dependent Shapley values of the features, summed over the trees, and the mean of the trees over their training
 * rows (Lundberg, Erion and Lee 2018). Written leaf by leaf: with the features S of a path known, a row reaches its leaf
 * with the product of `follows` over S and of `share` over the rest, and of such a product the Shapley value is exact.
 */
export function boostedContributions(
  { features, start, trees }: BoostedModel,
  values: ArrayLike<number>,
): { readonly baseline: number; readonly shares: number[] } {
  const shares = features.map(() => 0);
  let baseline = start;
  for (const tree of trees) {
    baseline += visit(tree, values, new Map(), shares);
  }
  return { baseline, shares };
}

/** Adds what the leaves under a node give each feature, and returns their mean by the shares of their paths. */
function visit(node: TreeNode, values: ArrayLike<number>, path: Path, shares: number[]): number {
  if (!("feature" in node)) return shareLeaf(node, path, shares);
  const below = goesBelow(node, values);
  const rows = rowsIn(node);
  const child = (tree: TreeNode, follows: boolean) => {
    const before = path.get(node.feature) ?? { follows: true, share: 1 };
    const now = { follows: before.follows && follows, share: (before.share * rowsIn(tree)) / rows };
    return visit(tree, values, new Map(path).set(node.feature, now), shares);
  };
  return child(node.below, below) + child(node.above, !below);
}

function shareLeaf({ logOdds }: TreeLeaf, path: Path, shares: number[]): number {
  for (const [feature, { follows, share: rest }] of path) {
    const others = [...path].filter(([other]) => other !== feature).map(([, each]) => each);
    const weight = orderedWeight(others) * ((follows ? 1 : 0) - rest);
    shares[feature] = (shares[feature] ?? 0) + logOdds * weight;
  }
  return [...path.values()].reduce((product, each) => product * each.share, logOdds);
}

/** The chance that the others let a row through, when a random number of them, drawn first, is known. */
function orderedWeight(others: readonly PathFeature[]): number {
  // bySize[k] is the sum over all sets of k known features of their products.
  const bySize = [1, ...others.map(() => 0)];
  for (const [at, { follows, share: rest }] of others.entries()) {
    for (let size = at + 1; size >= 0; size--) {
      bySize[size] = (bySize[size] ?? 0) * rest + (follows && size > 0 ? (bySize[size - 1] ?? 0) : 0);
    }
  }
  const players = others.length + 1;
  let binomial = 1;
  return bySize.reduce((sum, each, size) => {
    const weight = 1 / (players * binomial);
    binomial = (binomial * (others.length - size)) / (size + 1);
    return sum + weight * each;
  }, 0);
}

function rowsIn(node: TreeNode): number {
  return "feature" in node ? rowsIn(node.below) + rowsIn(node.above) : node.rows;
}
