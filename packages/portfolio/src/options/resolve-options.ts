import { calendarDateSchema, dayNumber, InvalidInputError } from "@cs/models";
import type { AccountRange, PortfolioOptions } from "./portfolio-options.ts";

/** About a year and a half: longer than the longest window of a measure. */
export const defaultHistoryDays = 540;

/** Options after checks, with days as day numbers since 1970-01-01. */
export interface ResolvedOptions {
  readonly accounts: number;
  readonly seed: number;
  /** First and last day of the history, both included. */
  readonly firstDay: number;
  readonly lastDay: number;
}

/** Checks the options and applies defaults; throws an `InvalidInputError` that names the field. */
export function resolveOptions({
  accounts,
  seed,
  asOf,
  historyDays = defaultHistoryDays,
}: PortfolioOptions): ResolvedOptions {
  requireInteger({ field: "accounts", value: accounts, lowest: 1, highest: 1_000_000 });
  requireInteger({ field: "seed", value: seed, lowest: 0, highest: Number.MAX_SAFE_INTEGER });
  requireInteger({ field: "historyDays", value: historyDays, lowest: 30, highest: 3650 });
  if (!calendarDateSchema.safeParse(asOf).success) {
    throw new InvalidInputError("asOf must be a date as YYYY-MM-DD", { field: "asOf" });
  }
  const lastDay = dayNumber(asOf);
  return { accounts, seed, firstDay: lastDay - historyDays + 1, lastDay };
}

/** The range after checks, all accounts by default; throws an `InvalidInputError` that names the field. */
export function resolveRange(options: PortfolioOptions, range?: AccountRange): AccountRange {
  const { accounts } = resolveOptions(options);
  const { from, count } = range ?? { from: 0, count: accounts };
  requireInteger({ field: "from", value: from, lowest: 0, highest: accounts });
  requireInteger({ field: "count", value: count, lowest: 0, highest: accounts - from });
  return { from, count };
}

/** What `requireInteger` checks. */
export interface IntegerCheck {
  readonly field: string;
  readonly value: number;
  readonly lowest: number;
  readonly highest: number;
}

/** Throws an `InvalidInputError` unless the value is an integer within the bounds. */
export function requireInteger({ field, value, lowest, highest }: IntegerCheck): void {
  if (Number.isSafeInteger(value) && value >= lowest && value <= highest) return;
  throw new InvalidInputError(`${field} must be a whole number from ${lowest} to ${highest}`, { field });
}
