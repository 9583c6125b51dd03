import { InvalidInputError } from "@cs/models";
import { mannKendall } from "./mann-kendall.ts";
import { theilSen } from "./theil-sen.ts";
import { seriesOf, type TrendPoint, tooFew } from "./trend-point.ts";

/** Two-sided level below which a trend is significant. */
export const SIGNIFICANCE_LEVEL = 0.05;

/** Where a score is going. */
export type TrendDirection = "improving" | "declining" | "stable" | "insufficient";

/** Slope and significance of a series of scores. All numbers are null when the direction is `insufficient`. */
export interface Trend {
  readonly direction: TrendDirection;
  /** Why nothing can be said; null when something can. */
  readonly reason: string | null;
  /** Days with a score. */
  readonly points: number;
  /** Theil-Sen, in points per 30 days. */
  readonly slope: number | null;
  /** Mann-Kendall: rising minus falling pairs, its standard normal form and its two-sided p. */
  readonly s: number | null;
  readonly z: number | null;
  readonly p: number | null;
}

/** When a slope counts. */
export interface TrendOptions {
  /** Points per 30 days that a slope needs, default 1: a significant trend nobody would notice is `stable`. */
  readonly slopeFloor?: number | undefined;
  /** The direction reported last: it is kept while the slope is significant and at least half of the floor. */
  readonly previous?: TrendDirection | undefined;
}

/**
 * The trend of a score: `improving` or `declining` when Mann-Kendall is significant at 5 % and the Theil-Sen slope
 * reaches the floor, else `stable`; `insufficient` below 8 days with a score. Days need not be evenly spaced.
 *
 * @throws InvalidInputError when a day is repeated or no date, a score not finite, or the floor negative.
 */
export function trend(points: readonly TrendPoint[], options: TrendOptions = {}): Trend {
  const { slopeFloor = 1, previous } = options;
  if (!(slopeFloor >= 0)) {
    throw new InvalidInputError(`A slope floor of ${slopeFloor} cannot be reached.`, {
      field: "slopeFloor",
      hint: "Give 0 or more points per 30 days.",
    });
  }
  const series = seriesOf(points);
  const reason = tooFew(series);
  const count = series.days.length;
  if (reason !== null) {
    return { direction: "insufficient", reason, points: count, slope: null, s: null, z: null, p: null };
  }
  const slope = 30 * theilSen(series).slopePerDay;
  const test = mannKendall(series.scores);
  const towards: TrendDirection = slope > 0 ? "improving" : "declining";
  const floor = previous === towards ? slopeFloor / 2 : slopeFloor;
  const counts = slope !== 0 && test.p < SIGNIFICANCE_LEVEL && Math.abs(slope) >= floor;
  return { direction: counts ? towards : "stable", reason: null, points: count, slope, ...test };
}
