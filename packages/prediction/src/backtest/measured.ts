import { type Interval, repeatedInterval } from "../measures/bootstrap-interval.ts";
import type { ScoredRow } from "./score-folds.ts";

/** A measure, as the mean over groupings, with its 95 % bootstrap interval over accounts and groupings. */
export interface Measured extends Interval {
  readonly value: number;
}

/** How intervals are drawn. */
export interface IntervalOptions {
  readonly seed: number;
  readonly rounds: number;
}

/** A measure of the rows of each grouping with its interval; null when there is none. */
export function measured(
  groupings: readonly (readonly ScoredRow[])[],
  of: (rows: readonly ScoredRow[]) => number | null,
  options: IntervalOptions,
): Measured | null {
  const value = meanOver(groupings, of);
  if (value === null) return null;
  const interval = repeatedInterval(
    groupings.map((scored) => ({
      accounts: scored.map(({ row }) => row.snapshot.account),
      measure: (rows) => of(rows.flatMap((at) => scored[at] ?? [])),
    })),
    options,
  );
  return interval && { value, ...interval };
}

/** The mean of a number over those things that have one; null when none has. */
export function meanOver<Thing>(things: readonly Thing[], of: (thing: Thing) => number | null): number | null {
  const numbers = things.map(of).filter((each) => each !== null);
  return numbers.length > 0 ? numbers.reduce((sum, each) => sum + each, 0) / numbers.length : null;
}
