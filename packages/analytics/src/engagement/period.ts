import { addDays, type CalendarDate, type Grain } from "@cs/models";

/** 0 on a Monday, 6 on a Sunday. */
function daysSinceMonday(day: CalendarDate): number {
  return (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
}

/** First day of the day, week (from Monday) or month that holds a day. */
export function periodStart(day: CalendarDate, grain: Grain): CalendarDate {
  if (grain === "month") return `${day.slice(0, 8)}01`;
  return grain === "week" ? addDays(day, -daysSinceMonday(day)) : day;
}

/** First day of the period after the one that starts on `start`. */
export function nextPeriod(start: CalendarDate, grain: Grain): CalendarDate {
  // 31 days after the first of a month always lie in the next one.
  if (grain === "month") return periodStart(addDays(start, 31), "month");
  return addDays(start, grain === "week" ? 7 : 1);
}

/** First days of all periods from the one that holds `from` to the one that holds `to`. */
export function periodStarts(from: CalendarDate, to: CalendarDate, grain: Grain): CalendarDate[] {
  const starts: CalendarDate[] = [];
  for (let start = periodStart(from, grain); start <= to; start = nextPeriod(start, grain)) starts.push(start);
  return starts;
}
