import { type Trend, trend } from "@cs/health-engine";
import type { ClientId } from "@cs/models";
import { type AccountSeries, pointsOf } from "./account-series.ts";

/** An account whose score moves significantly. */
export interface MovingAccount {
  readonly clientId: ClientId;
  readonly slope: number;
  readonly p: number;
  /** The last score in the window. */
  readonly score: number;
}

/** Who moves significantly, steepest first, and how many accounts could be tested. */
export interface AccountTrends {
  readonly declining: readonly MovingAccount[];
  readonly improving: readonly MovingAccount[];
  readonly tested: number;
}

export function accountTrends(series: readonly AccountSeries[]): AccountTrends {
  const trends = series.map((each) => ({ series: each, found: trend(pointsOf(each)) }));
  const moving = (direction: Trend["direction"]) =>
    trends
      .filter(({ found }) => found.direction === direction)
      .flatMap(({ series: { clientId, rows }, found: { slope, p } }) => {
        const score = rows.findLast((row) => row.score !== null)?.score ?? null;
        return slope === null || p === null || score === null ? [] : [{ clientId, slope, p, score }];
      })
      .toSorted((a, b) => Math.abs(b.slope) - Math.abs(a.slope) || (a.clientId < b.clientId ? -1 : 1));
  return {
    declining: moving("declining"),
    improving: moving("improving"),
    tested: trends.filter(({ found }) => found.direction !== "insufficient").length,
  };
}
