import type { CalendarDate } from "@cs/models";

/** What makes a portfolio: equal options give equal facts, on every machine. */
export interface PortfolioOptions {
  /** How many accounts, 1 to 1,000,000. Account `i` is the same whatever this is. */
  readonly accounts: number;
  /** 0 to 2^53 - 1. */
  readonly seed: number;
  /** Last day of the history. */
  readonly asOf: CalendarDate;
  /** Days of history, 30 to 3,650, default 540. */
  readonly historyDays?: number | undefined;
}

/** Some of the accounts, for shards. */
export interface AccountRange {
  /** Index of the first account, from 0. */
  readonly from: number;
  /** How many, from 0; `from + count` is at most the number of accounts. */
  readonly count: number;
}
