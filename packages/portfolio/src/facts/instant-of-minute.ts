import { type CalendarDate, dateOfDayNumber, type Instant } from "@cs/models";

const DAY = 1440;

/** The instant of a whole minute since 1970-01-01T00:00Z. */
export function instantOfMinute(minute: number): Instant {
  const day = Math.floor(minute / DAY);
  return instantOn(dateOfDayNumber(day), minute - day * DAY);
}

/** The instant of a whole minute, 0 to 1439, of a day in UTC. */
export function instantOn(date: CalendarDate, minute: number): Instant {
  return `${date}T${twoDigits(Math.floor(minute / 60))}:${twoDigits(minute % 60)}:00Z`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, "0");
}
