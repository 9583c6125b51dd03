import type { ChurnModelKind } from "@cs/models";
import {
  columnScorer,
  equalWeights,
  fitGradientBoosting,
  fitLogistic,
  type Model,
  modelScorer,
  type Scorer,
  type Training,
} from "@cs/prediction";
import { healthScoreFeature, naiveMeasures } from "./model-features.ts";

/** What a report calls the model that is put to the test. */
export const modelName = "churn model";

/** How models of a kind are trained. */
export const fitOf: Readonly<Record<ChurnModelKind, (training: Training) => Model>> = {
  logistic: (training) => fitLogistic(training),
  gradient_boosting: (training) => fitGradientBoosting(training),
};

/** The model and the health score, and the baselines that they should beat. */
export function churnScorers(kind: ChurnModelKind, features: readonly string[]): readonly Scorer[] {
  return [
    modelScorer(modelName, fitOf[kind], features),
    columnScorer("health score", healthScoreFeature, "lower_is_riskier"),
    equalWeights("equal weights", naiveMeasures),
    columnScorer("days of use", "active_days_28", "lower_is_riskier"),
    columnScorer("days since last use", "usage_recency_days", "higher_is_riskier"),
  ];
}
