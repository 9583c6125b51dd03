import type { LogisticModel } from "./logistic-model.ts";

/** By what the odds are multiplied when a feature goes up and the others stay. */
export interface OddsRatio {
  readonly feature: string;
  /** Per unit of the feature. */
  readonly perUnit: number;
  /** Per standard deviation of its training values: comparable between features. */
  readonly perDeviation: number;
  /** 95 % Wald interval of `perDeviation`. With a penalty it is one of the penalised estimate, which is drawn to 1. */
  readonly low: number;
  readonly high: number;
}

/** The 0.975 quantile of the standard normal distribution. */
const Z_95 = 1.959963984540054;

/** The odds ratios of a logistic model, strongest first. Features without variation have none. */
export function oddsRatios({ terms }: LogisticModel): OddsRatio[] {
  return terms
    .flatMap(({ feature, deviation, slope }) => {
      if (slope === null) return [];
      const { coefficient, standardError } = slope;
      const ratioAt = (standardErrors: number) => Math.exp(deviation * (coefficient + standardErrors * standardError));
      return [
        { feature, perUnit: Math.exp(coefficient), perDeviation: ratioAt(0), low: ratioAt(-Z_95), high: ratioAt(Z_95) },
      ];
    })
    .sort((left, right) => Math.abs(Math.log(right.perDeviation)) - Math.abs(Math.log(left.perDeviation)));
}
