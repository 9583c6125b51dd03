/** Churn rates at renewal that differ between customers by a beta distribution and never change for one customer. */
export interface ShiftedBetaGeometric {
  readonly alpha: number;
  readonly beta: number;
}

/** S(t): the share of a cohort, 0-1, that is left after t renewals. */
export function survivalAfter({ alpha, beta }: ShiftedBetaGeometric, renewals: number): number {
  let surviving = 1;
  for (let t = 1; t <= renewals; t++) surviving *= (beta + t - 1) / (alpha + beta + t - 1);
  return surviving;
}
