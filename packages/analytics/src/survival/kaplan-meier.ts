/** Subjects who were watched for the same time. */
export interface Watched {
  /** How long, from the start to the event or to the end of watching; 0 or more. */
  readonly time: number;
  /** Whether the event came; otherwise it may still come, and the subjects are censored. */
  readonly happened: boolean;
  readonly subjects: number;
}

/** The share of subjects without the event after a time. */
export interface SurvivalStep {
  readonly time: number;
  /** 0-1. */
  readonly surviving: number;
}

/**
 * The product-limit estimator, one step for each time at which the event came: S(t) = product of 1 - d / n over those
 * times up to t, with d events among the n subjects still watched. Subjects censored at a time count as watched at it.
 * Kaplan and Meier, Journal of the American Statistical Association 53 (1958).
 */
export function kaplanMeier(watched: readonly Watched[]): SurvivalStep[] {
  const byTime = [...Map.groupBy(watched, ({ time }) => time)].sort(([left], [right]) => left - right);
  let atRisk = count(watched);
  let surviving = 1;
  const steps: SurvivalStep[] = [];
  for (const [time, group] of byTime) {
    const events = count(group.filter(({ happened }) => happened));
    if (events > 0) {
      surviving *= 1 - events / atRisk;
      steps.push({ time, surviving });
    }
    atRisk -= count(group);
  }
  return steps;
}

/** The time by which a share of the subjects had the event; null when it was not reached while they were watched. */
export function timeByWhich(share: number, steps: readonly SurvivalStep[]): number | null {
  // A product of fractions that is 0.5 in exact arithmetic may end a last bit above it.
  const reached = steps.find(({ surviving }) => surviving <= 1 - share + 1e-12);
  return reached?.time ?? null;
}

function count(groups: readonly Watched[]): number {
  return groups.reduce((sum, { subjects }) => sum + subjects, 0);
}
