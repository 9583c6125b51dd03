import { boostedLogOdds } from "../boosting/boosted-log-odds.ts";
import { matrixOf } from "../features/feature-matrix.ts";
import type { FeatureRow } from "../features/feature-row.ts";
import { logisticContributions } from "../logistic/explain-logistic.ts";
import { featuresOf } from "./features-of.ts";
import type { Model } from "./parse-model.ts";

/**
 * The log-odds of the event for each row. They order accounts by risk; a probability takes a calibration run.
 *
 * @throws InvalidInputError that names the features when a row has another shape than the training rows.
 */
export function predict(model: Model, rows: readonly FeatureRow[]): Float64Array {
  const { columns } = matrixOf(featuresOf(model), rows);
  const values = new Float64Array(columns.length);
  return Float64Array.from(rows, (_, row) => {
    for (const [at, column] of columns.entries()) values[at] = column[row] ?? Number.NaN;
    return logOddsOf(model, values);
  });
}

function logOddsOf(model: Model, values: Float64Array): number {
  if (model.kind === "gradient_boosting") return boostedLogOdds(model, values);
  return logisticContributions(model, values).reduce((sum, each) => sum + each, model.baseline);
}
