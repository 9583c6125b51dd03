import type { Forecasts } from "./forecast-error.ts";

/** Accounts with about the same probability: a point of a reliability diagram. */
export interface ReliabilityBin {
  readonly accounts: number;
  /** Mean probability. */
  readonly forecast: number;
  /** Share with the event. */
  readonly observed: number;
}

const BINS = 10;

/** Ten bins of about equally many accounts, by probability, lowest first; fewer when there are fewer accounts. */
export function reliability({ probabilities, outcomes }: Forecasts): ReliabilityBin[] {
  const order = outcomes.map((_, at) => at).sort((a, b) => (probabilities[a] ?? 0) - (probabilities[b] ?? 0));
  return Array.from({ length: BINS }, (_, bin) => {
    const from = Math.floor((bin * order.length) / BINS);
    const members = order.slice(from, Math.floor(((bin + 1) * order.length) / BINS));
    return {
      accounts: members.length,
      forecast: members.reduce((sum, at) => sum + (probabilities[at] ?? 0), 0) / members.length,
      observed: members.filter((at) => outcomes[at]).length / members.length,
    };
  }).filter(({ accounts }) => accounts > 0);
}

/**
 * Expected calibration error, 0-1: the mean distance between forecast and observed share over the bins of `reliability`.
 * It is never 0 by chance, not even for true probabilities: compare with `calibrationTest`. Null for nobody.
 */
export function calibrationError(forecasts: Forecasts): number | null {
  const count = forecasts.outcomes.length;
  if (count === 0) return null;
  return reliability(forecasts).reduce(
    (sum, { accounts, forecast, observed }) => sum + (accounts / count) * Math.abs(forecast - observed),
    0,
  );
}
