import { type CalendarDate, dateOfDayNumber, dayNumber } from "@cs/models";

/** The same day some months later, or the last day of that month when it is shorter. */
export function addMonths(date: CalendarDate, months: number): CalendarDate {
  const [year = 0, month = 1, day = 1] = date.split("-").map(Number);
  const length = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  const first = new Date(Date.UTC(year, month - 1 + months, 1)).toISOString().slice(0, 10);
  return dateOfDayNumber(dayNumber(first) + Math.min(day, length) - 1);
}
