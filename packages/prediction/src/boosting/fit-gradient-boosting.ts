import { seededNumbers } from "@cs/models";
import type { FeatureMatrix } from "../features/feature-matrix.ts";
import { type Training, trainingSetOf } from "../features/training-set.ts";
import { MODEL_FORMAT_VERSION } from "../models/model-header.ts";
import { logit, sigmoid } from "../numeric/logistic.ts";
import type { SplitColumn } from "./best-split.ts";
import { binColumn } from "./bins.ts";
import { leafOf } from "./boosted-log-odds.ts";
import type { BoostedModel, TreeNode } from "./boosted-model.ts";
import { type BoostingChoices, type BoostingOptions, boostingChoices } from "./boosting-options.ts";
import { growTree } from "./grow-tree.ts";

/**
 * Gradient-boosted trees for the log-loss: Newton steps on histograms with an L2 penalty (Friedman 2001; Chen and
 * Guestrin 2016). Each split learns where missing values go; where none were seen they go with most rows. Monotone
 * constraints hold for known values everywhere, as they bound the leaves on both sides of a split by its middle.
 *
 * @throws InvalidInputError for bad rows or options.
 */
export function fitGradientBoosting(training: Training, options: BoostingOptions = {}): BoostedModel {
  const { matrix, targets, trainedOn } = trainingSetOf(training);
  const choices = boostingChoices(options, matrix.features);
  const columns = splitColumns(matrix, choices);
  const values = rowValues(matrix);
  const random = seededNumbers(choices.seed);
  const start = logit(trainedOn.events / trainedOn.rows);
  const logOdds = new Float64Array(matrix.rows).fill(start);
  const allRows = Uint32Array.from(targets, (_, row) => row);
  const trees: TreeNode[] = [];
  for (let round = 0; round < choices.trees; round++) {
    const probabilities = logOdds.map(sigmoid);
    const derivatives = {
      gradients: probabilities.map((probability, row) => probability - (targets[row] ?? 0)),
      curvatures: probabilities.map((probability) => probability * (1 - probability)),
    };
    const rows = allRows.filter(() => random() < choices.rowShare);
    const seen = columns.filter(() => random() < choices.featureShare);
    const tree = growTree(
      { ...choices, columns: seen.length > 0 ? seen : columns, derivatives },
      rows.length > 0 ? rows : allRows,
    );
    for (const [row, own] of values.entries()) logOdds[row] = (logOdds[row] ?? 0) + leafOf(tree, own).logOdds;
    trees.push(tree);
  }
  return {
    format: "@cs/prediction model",
    formatVersion: MODEL_FORMAT_VERSION,
    trainedOn,
    kind: "gradient_boosting",
    features: [...matrix.features],
    start,
    trees,
  };
}

function splitColumns({ features, columns }: FeatureMatrix, { monotone }: BoostingChoices): SplitColumn[] {
  const directions = { increasing: 1, decreasing: -1 } as const;
  return columns.map((column, feature) => {
    const constraint = monotone[features[feature] ?? ""];
    return { ...binColumn(column), feature, direction: constraint ? directions[constraint] : 0 };
  });
}

/** The values of each row side by side, as trees read them. */
function rowValues({ columns, rows }: FeatureMatrix): Float64Array[] {
  return Array.from({ length: rows }, (_, row) => Float64Array.from(columns, (column) => column[row] ?? Number.NaN));
}
