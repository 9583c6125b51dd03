import { seededNumbers } from "@cs/models";
import { cohortFault, fitShiftedBetaGeometric } from "./fit-cohort.ts";
import { type ShiftedBetaGeometric, survivalAfter } from "./shifted-beta-geometric.ts";

/** The share of a cohort that will be there after so many renewals. */
export interface SurvivalForecast {
  readonly renewals: number;
  /** 0-1, of the whole cohort. */
  readonly surviving: number;
  /** Hold the share with probability 0.95: chance of the customers and of the estimate. */
  readonly low: number;
  readonly high: number;
}

/** What is projected. */
export interface SurvivalProjection {
  /** As for `fitShiftedBetaGeometric`. */
  readonly survivors: readonly number[];
  /** Renewals beyond those seen. */
  readonly renewals: number;
  readonly seed?: number | undefined;
  /** Bootstrap cohorts, default 400. */
  readonly rounds?: number | undefined;
}

/**
 * The survival of a cohort beyond the renewals seen. The intervals come from a parametric bootstrap: cohorts drawn from
 * the fitted model are fitted again, and the customers left today are then lost by chance. It assumes that the model
 * holds: what it cannot foresee, such as a new price, is not in the interval.
 *
 * @throws InvalidInputError as `fitShiftedBetaGeometric` does.
 */
export function projectSurvival({
  survivors,
  renewals,
  seed = 1,
  rounds = 400,
}: SurvivalProjection): SurvivalForecast[] {
  const model = fitShiftedBetaGeometric(survivors);
  const seen = survivors.length - 1;
  const cohort = survivors[0] ?? 0;
  const left = survivors[seen] ?? 0;
  const random = seededNumbers(seed);
  const draws = Array.from({ length: rounds }, () => {
    const drawn = drawSurvivors(model, { from: 0, left: cohort, renewals: seen }, random);
    const refitted = cohortFault(drawn) === null ? fitShiftedBetaGeometric(drawn) : model;
    return drawSurvivors(refitted, { from: seen, left, renewals }, random);
  });
  return Array.from({ length: renewals }, (_, at) => {
    const shares = draws.map((draw) => (draw[at + 1] ?? 0) / cohort).sort((a, b) => a - b);
    const quantile = (share: number) => shares[Math.round(share * (rounds - 1))] ?? Number.NaN;
    return {
      renewals: seen + at + 1,
      surviving: ((left / cohort) * survivalAfter(model, seen + at + 1)) / survivalAfter(model, seen),
      low: quantile(0.025),
      high: quantile(0.975),
    };
  });
}

/** How many are left after each renewal when each customer is kept or lost by chance, beginning with how many there are. */
function drawSurvivors(
  { alpha, beta }: ShiftedBetaGeometric,
  { from, left, renewals }: { readonly from: number; readonly left: number; readonly renewals: number },
  random: () => number,
): number[] {
  const survivors = [left];
  for (let t = from + 1; t <= from + renewals; t++) {
    const lost = alpha / (alpha + beta + t - 1);
    let kept = 0;
    for (let customer = survivors.at(-1) ?? 0; customer > 0; customer--) if (random() >= lost) kept++;
    survivors.push(kept);
  }
  return survivors;
}
