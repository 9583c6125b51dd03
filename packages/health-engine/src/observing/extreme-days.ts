import type { CalendarDate } from "@cs/models";

/** The latest of the days; null when there is none. */
export function latestDay(days: readonly CalendarDate[]): CalendarDate | null {
  return days.reduce<CalendarDate | null>((latest, day) => (latest === null || day > latest ? day : latest), null);
}

/** The earliest of the days; null when there is none. */
export function earliestDay(days: readonly CalendarDate[]): CalendarDate | null {
  return days.reduce<CalendarDate | null>(
    (earliest, day) => (earliest === null || day < earliest ? day : earliest),
    null,
  );
}
