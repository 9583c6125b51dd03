import { parameters } from "../parameters.ts";

const DAY_MILLISECONDS = 86_400_000;

/** Multiplier of a day's activity by season and weekday: about 1 on a weekday, little at weekends and year's end. */
export function seasonFactor(day: number): number {
  const date = new Date(day * DAY_MILLISECONDS);
  const monthDay = (date.getUTCMonth() + 1) * 100 + date.getUTCDate();
  const weekday = date.getUTCDay();
  const week = weekday === 0 || weekday === 6 ? parameters.season.weekend : 1;
  if (monthDay >= 1222 || monthDay <= 102) return week * parameters.season.yearEnd;
  return monthDay >= 710 && monthDay <= 820 ? week * parameters.season.summer : week;
}
