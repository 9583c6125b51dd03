import { matrixOf } from "../features/feature-matrix.ts";
import { pickFeatures } from "../features/pick-features.ts";
import type { Training } from "../features/training-set.ts";
import { standardise } from "../logistic/standardise.ts";
import { hasBoth } from "../measures/ranking.ts";
import type { Model } from "../models/parse-model.ts";
import { predict } from "../models/predict.ts";
import type { Snapshot } from "./history.ts";
import type { Scorer } from "./scorer.ts";

/** Which way a measure points: `higher_is_riskier` as open tickets, `lower_is_riskier` as logins or a health score. */
export type RiskDirection = "higher_is_riskier" | "lower_is_riskier";

const signOf = { higher_is_riskier: 1, lower_is_riskier: -1 } as const;

/** One column as it stands: a health score, or as a baseline a single measure or days since the last use. */
export function columnScorer(name: string, feature: string, direction: RiskDirection): Scorer {
  return {
    name,
    usesOutcomes: false,
    learn: () => (snapshots) =>
      snapshots.map(({ features }) => {
        const value = features[feature] ?? null;
        return value === null ? null : signOf[direction] * value;
      }),
  };
}

/** The baseline of equal weights: the sum of measures in deviations from their training mean, missing ones at the mean. */
export function equalWeights(name: string, directions: Readonly<Record<string, RiskDirection>>): Scorer {
  return {
    name,
    usesOutcomes: false,
    learn: (training) => {
      const names = Object.keys(directions).sort();
      const columns = standardise(
        matrixOf(
          names,
          training.map(({ snapshot }) => pickFeatures(snapshot.features, names)),
        ),
      );
      return (snapshots) =>
        snapshots.map(({ features }) =>
          columns.reduce((sum, { feature, mean, deviation }) => {
            const value = features[feature] ?? null;
            const sign = signOf[directions[feature] ?? "higher_is_riskier"];
            return value === null || deviation === 0 ? sum : sum + (sign * (value - mean)) / deviation;
          }, 0),
        );
    },
  };
}

/**
 * A model trained anew on each part of the history; without scores where the training rows all ended the same way. With
 * `features` it sees these alone, otherwise all.
 */
export function modelScorer(
  name: string,
  fit: (training: Training) => Model,
  features?: readonly string[] | undefined,
): Scorer {
  const seen = ({ features: all }: Snapshot) => (features ? pickFeatures(all, features) : all);
  return {
    name,
    usesOutcomes: true,
    learn: (training) => {
      const outcomes = training.map(({ happened }) => happened);
      if (!hasBoth(outcomes)) return (snapshots) => snapshots.map(() => null);
      const model = fit({ rows: training.map(({ snapshot }) => seen(snapshot)), outcomes });
      return (snapshots) => Array.from(predict(model, snapshots.map(seen)));
    },
  };
}
