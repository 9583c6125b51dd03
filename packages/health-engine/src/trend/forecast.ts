import { addDays, type CalendarDate, dateOfDayNumber, InvalidInputError } from "@cs/models";
import { studentQuantile } from "./normal.ts";
import { theilSen } from "./theil-sen.ts";
import { seriesOf, type TrendPoint, tooFew } from "./trend-point.ts";

/** Where a score will be if its line goes on, and how far off that may be. */
export interface Forecast {
  /** The day that is forecast; null when there is no forecast. */
  readonly day: CalendarDate | null;
  /** 0-100; null when there are too few points, and then `reason` says so. */
  readonly value: number | null;
  readonly reason: string | null;
  /** Holds a new score on that day with probability `level`, 0-100. */
  readonly interval: { readonly low: number; readonly high: number } | null;
  readonly level: number;
}

/**
 * Extends the Theil-Sen line `horizonDays` beyond the last point. Refuses below 8 days with a score.
 *
 * The interval is the prediction interval of a regression line,
 * `value +- t(n - 2) x s x sqrt(1 + 1/n + (day - mean day)^2 / Sxx)` with `s^2 = sum of squared residuals / (n - 2)`,
 * so it grows with the horizon. It assumes that the line goes on and that residuals are independent and about normal:
 * scores that follow each other closely need a wider one. Value and interval are clipped to 0-100.
 *
 * @throws InvalidInputError for bad points, a horizon that is no whole number of 1 to 3,650 days, or a level outside 0.5-0.95.
 */
export function forecast(
  points: readonly TrendPoint[],
  horizonDays: number,
  { level = 0.8 }: { readonly level?: number | undefined } = {},
): Forecast {
  requireRange("horizonDays", horizonDays, { low: 1, high: 3650, whole: true });
  requireRange("level", level, { low: 0.5, high: 0.95, whole: false });
  const series = seriesOf(points);
  const reason = tooFew(series);
  if (reason !== null) return { day: null, value: null, reason, interval: null, level };
  const { days, scores } = series;
  const count = days.length;
  const { slopePerDay, intercept } = theilSen(series);
  const lastDay = days.at(-1) ?? 0;
  const day = lastDay + horizonDays;
  const squares = scores.map((score, index) => (score - intercept - slopePerDay * (days[index] ?? 0)) ** 2);
  const meanDay = sumOf(days) / count;
  const spread = sumOf(days.map((each) => (each - meanDay) ** 2));
  const leverage = 1 + 1 / count + (day - meanDay) ** 2 / spread;
  const standardError = Math.sqrt((sumOf(squares) / (count - 2)) * leverage);
  const reach = studentQuantile((1 + level) / 2, count - 2) * standardError;
  const value = intercept + slopePerDay * day;
  return {
    day: addDays(dateOfDayNumber(lastDay), horizonDays),
    value: clip(value),
    reason: null,
    interval: { low: clip(value - reach), high: clip(value + reach) },
    level,
  };
}

function clip(value: number): number {
  return Math.min(100, Math.max(0, value));
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}

function requireRange(field: string, value: number, range: { low: number; high: number; whole: boolean }): void {
  const fits = value >= range.low && value <= range.high && (!range.whole || Number.isInteger(value));
  if (fits) return;
  throw new InvalidInputError(`${field} is ${value}.`, {
    field,
    hint: `Give a ${range.whole ? "whole " : ""}number from ${range.low} to ${range.high}.`,
  });
}
