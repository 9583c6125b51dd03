import fc from "fast-check";
import { expect, it } from "vitest";
import { fits, trainings } from "../../test/random-training.ts";
import { boostedContributions } from "./boosted-contributions.ts";
import type { BoostedModel, TreeNode } from "./boosted-model.ts";
import { fitGradientBoosting } from "./fit-gradient-boosting.ts";

/** Rows of training that reached a node. */
function rowsOf(node: TreeNode): number {
  return "feature" in node ? rowsOf(node.below) + rowsOf(node.above) : node.rows;
}

/** What a tree gives on average when only some features are known: the definition, not the sum over paths. */
function treeValue(node: TreeNode, row: readonly number[], known: ReadonlySet<number>): number {
  if (!("feature" in node)) return node.logOdds;
  const [below, above] = [treeValue(node.below, row, known), treeValue(node.above, row, known)];
  const value = row[node.feature] ?? Number.NaN;
  const goesBelow = Number.isNaN(value) ? node.missingGoes === "below" : value <= node.threshold;
  if (known.has(node.feature)) return goesBelow ? below : above;
  return (below * rowsOf(node.below) + above * rowsOf(node.above)) / rowsOf(node);
}

function modelValue({ start, trees }: BoostedModel, row: readonly number[], known: readonly number[]): number {
  return trees.reduce((sum, tree) => sum + treeValue(tree, row, new Set(known)), start);
}

/** The Shapley values of three players, as the mean over all six orders. */
function shapley(model: BoostedModel, row: readonly number[]): number[] {
  const orders = [
    [0, 1, 2],
    [0, 2, 1],
    [1, 0, 2],
    [1, 2, 0],
    [2, 0, 1],
    [2, 1, 0],
  ];
  return [0, 1, 2].map((player) => {
    const gains = orders.map((order) => {
      const before = order.slice(0, order.indexOf(player));
      return modelValue(model, row, [...before, player]) - modelValue(model, row, before);
    });
    return gains.reduce((sum, gain) => sum + gain / 6, 0);
  });
}

it("gives the Shapley values of the definition", () => {
  fc.assert(
    fc.property(trainings, (training) => {
      const model = fitGradientBoosting(training, { trees: 8, depth: 4, minimumRows: 2 });
      for (const given of training.rows.slice(0, 5)) {
        const row = model.features.map((feature) => given[feature] ?? Number.NaN);
        const { baseline, shares } = boostedContributions(model, row);
        expect(baseline).toBeCloseTo(modelValue(model, row, []), 10);
        for (const [player, value] of shapley(model, row).entries()) expect(shares[player]).toBeCloseTo(value, 10);
      }
    }),
    fits,
  );
});
