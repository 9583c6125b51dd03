import { type CalendarDate, dateOfDayNumber } from "@cs/models";

/** The same day some months later, or the last day of that month when it is shorter. */
export function addMonths(date: CalendarDate, months: number): CalendarDate {
  const [year = 0, month = 1, day = 1] = date.split("-").map(Number);
  const first = Date.UTC(year, month - 1 + months, 1);
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return dateOfDayNumber(first / 86_400_000 + Math.min(day, last) - 1);
}
