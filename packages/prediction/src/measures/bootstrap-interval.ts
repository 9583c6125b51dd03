import { seededNumbers } from "@cs/models";

/** Where a measure would lie on other accounts like these. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** What is drawn anew. */
export interface BootstrapRequest {
  /** The account of each row. All rows of an account are drawn together, as they are not independent. */
  readonly accounts: readonly string[];
  /** A measure on some rows, ascending and with repeated ones; null when these rows have none. */
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
  const draws = Array.from({ length: rounds }, () => measure(drawRows(rowsOf, accounts.length, random)));
  const found = draws.filter((draw) => draw !== null).sort((left, right) => left - right);
  if (found.length < rounds / 2) return null;
  const at = (share: number) => found[Math.round(share * (found.length - 1))] ?? Number.NaN;
  return { low: at((1 - level) / 2), high: at((1 + level) / 2) };
}

/** The rows of as many accounts as there are, each drawn by chance. In order, as sorted input makes measures fast. */
function drawRows(rowsOf: readonly (readonly number[])[], rows: number, random: () => number): number[] {
  const times = new Uint32Array(rows);
  for (let draw = 0; draw < rowsOf.length; draw++) {
    for (const row of rowsOf[Math.floor(random() * rowsOf.length)] ?? []) times[row] = (times[row] ?? 0) + 1;
  }
  const drawn: number[] = [];
  for (const [row, count] of times.entries()) for (let time = 0; time < count; time++) drawn.push(row);
  return drawn;
}
