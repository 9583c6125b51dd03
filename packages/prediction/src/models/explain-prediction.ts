import { boostedContributions } from "../boosting/boosted-contributions.ts";
import { matrixOf } from "../features/feature-matrix.ts";
import type { FeatureRow } from "../features/feature-row.ts";
import { logisticContributions } from "../logistic/explain-logistic.ts";
import { featuresOf } from "./features-of.ts";
import type { Model } from "./parse-model.ts";
import { predict } from "./predict.ts";

/** What one feature does to one prediction. */
export interface FeatureContribution {
  readonly feature: string;
  readonly value: number | null;
  /** Log-odds, before calibration: above 0 it raises the risk. */
  readonly logOdds: number;
}

/** A prediction taken apart: `baseline` and all contributions sum to `logOdds` within 1e-9. */
export interface PredictionExplanation {
  /** As `predict` gives it. */
  readonly logOdds: number;
  /** Logistic: of an account at the mean of every feature. Boosted trees: the mean over the training rows. */
  readonly baseline: number;
  /** Strongest first. */
  readonly contributions: readonly FeatureContribution[];
}

/**
 * Exact additive explanation in log-odds, before calibration. Logistic: coefficient x distance from the training mean.
 * Boosted trees: Shapley values over the paths of the trees (TreeSHAP; Lundberg, Erion and Lee 2018), where a feature
 * left out takes both branches in the proportions of the training rows.
 *
 * @throws InvalidInputError that names the features when the row has another shape than the training rows.
 */
export function explainPrediction(model: Model, row: FeatureRow): PredictionExplanation {
  const { features, columns } = matrixOf(featuresOf(model), [row]);
  const values = columns.map(([value = Number.NaN]) => value);
  const { baseline, shares } =
    model.kind === "logistic"
      ? { baseline: model.baseline, shares: logisticContributions(model, values) }
      : boostedContributions(model, values);
  return {
    logOdds: predict(model, [row])[0] ?? Number.NaN,
    baseline,
    contributions: features
      .map((feature, at) => ({ feature, value: row[feature] ?? null, logOdds: shares[at] ?? 0 }))
      .sort((left, right) => Math.abs(right.logOdds) - Math.abs(left.logOdds)),
  };
}
