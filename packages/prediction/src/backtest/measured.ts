import { bootstrapInterval, type Interval } from "../measures/bootstrap-interval.ts";
import type { ScoredRow } from "./score-folds.ts";

/** A measure with its 95 % bootstrap interval over accounts. */
export interface Measured extends Interval {
  readonly value: number;
}

/** How intervals are drawn. */
export interface IntervalOptions {
  readonly seed: number;
  readonly rounds: number;
}

/** A measure on scored rows with its interval; null when there is none. */
export function measured(
  scored: readonly ScoredRow[],
  of: (rows: readonly ScoredRow[]) => number | null,
  options: IntervalOptions,
): Measured | null {
  const value = of(scored);
  if (value === null) return null;
  const interval = bootstrapInterval({
    accounts: scored.map(({ row }) => row.snapshot.account),
    measure: (rows) => of(rows.flatMap((at) => scored[at] ?? [])),
    ...options,
  });
  return interval && { value, ...interval };
}
