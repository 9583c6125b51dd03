/** Probabilities, 0-1, and what became of each account. */
export interface Forecasts {
  readonly probabilities: ArrayLike<number>;
  readonly outcomes: readonly boolean[];
}

/** Probabilities closer than this to 0 or 1 count as this far away: one sure error is not infinitely bad. */
const CERTAIN = 1e-15;

/** Mean log-loss: -ln of the probability given to what happened. 0 is perfect. Null for nobody. */
export function logLoss({ probabilities, outcomes }: Forecasts): number | null {
  return meanOf(outcomes, (happened, at) => {
    const probability = probabilities[at] ?? 0;
    return -Math.log(Math.max(CERTAIN, happened ? probability : 1 - probability));
  });
}

/** The mean squared error of probabilities, beside that of knowing only how many leave. */
export interface Brier {
  readonly score: number;
  /** Of giving everybody the base rate: p (1 - p). */
  readonly baseRateScore: number;
  /** 1 - score / baseRateScore: 1 is perfect, 0 no better than the base rate; null when all outcomes are the same. */
  readonly skill: number | null;
}

/** The Brier score (Brier 1950); null for nobody. */
export function brier({ probabilities, outcomes }: Forecasts): Brier | null {
  const score = meanOf(outcomes, (happened, at) => ((probabilities[at] ?? 0) - (happened ? 1 : 0)) ** 2);
  const baseRate = meanOf(outcomes, Number);
  if (score === null || baseRate === null) return null;
  const baseRateScore = baseRate * (1 - baseRate);
  return { score, baseRateScore, skill: baseRateScore > 0 ? 1 - score / baseRateScore : null };
}

function meanOf(outcomes: readonly boolean[], worth: (happened: boolean, at: number) => number): number | null {
  return outcomes.length > 0
    ? outcomes.reduce((sum, happened, at) => sum + worth(happened, at), 0) / outcomes.length
    : null;
}
