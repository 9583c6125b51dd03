import { seededNumbers } from "../numeric/seeded-numbers.ts";

/** Where a measure would lie on other accounts like these. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** What is drawn anew. */
export interface BootstrapRequest {
  /** The account of each row. All rows of an account are drawn together, as they are not independent. */
  readonly accounts: readonly string[];
  /** A measure on some rows, repeated ones included; null when these rows have none. */
  readonly measure: (rows: readonly number[]) => number | null;
  readonly seed?: number | undefined;
  /** Default 500. */
  readonly rounds?: number | undefined;
  /** Default 0.95. */
  readonly level?: number | undefined;
}

/**
 * The percentile bootstrap interval of a measure, drawing accounts with replacement (Efron 1979). Null when fewer than
 * half of the draws have the measure.
 */
export function bootstrapInterval({
  accounts,
  measure,
  seed = 1,
  rounds = 500,
  level = 0.95,
}: BootstrapRequest): Interval | null {
  const rowsOf = [...Map.groupBy(accounts.keys(), (row) => accounts[row]).values()];
  const random = seededNumbers(seed);
  const draws = Array.from({ length: rounds }, () =>
    measure(rowsOf.flatMap(() => rowsOf[Math.floor(random() * rowsOf.length)] ?? [])),
  );
  const found = draws.filter((draw) => draw !== null).sort((left, right) => left - right);
  if (found.length < rounds / 2) return null;
  const at = (share: number) => found[Math.round(share * (found.length - 1))] ?? Number.NaN;
  return { low: at((1 - level) / 2), high: at((1 + level) / 2) };
}
