import { wallClock } from "@cs/analytics";
import { addDays, type CalendarDate, calendarDateIn, type Instant } from "@cs/models";

/** The clock by which a source tells its days and times. */
export interface SourceClock {
  readonly now: Instant;
  /** The day that it shows now. */
  readonly lastDay: CalendarDate;
  /** The day that it showed so many days after an instant, or before when negative. */
  dayOf(instant: Instant, days: number): CalendarDate;
  /** When it showed what is written as if it were UTC; of two such times the first. */
  instantOf(shown: Instant): Instant;
}

const minuteMs = 60_000;
const dayMs = 86_400_000;

/** A day of the past that counts as today ends time: at the place of the earth where it ends last. */
export function sourceClock(timeZone: string, today: CalendarDate, time: Date): SourceClock {
  const now = new Date(Math.min(time.getTime(), Date.parse(`${addDays(today, 1)}T12:00:00Z`)));
  const wall = wallClock(timeZone);
  const isUtc = timeZone === "UTC";
  return {
    now: now.toISOString(),
    lastDay: calendarDateIn(timeZone, now),
    dayOf: (instant, days) => calendarDateIn(timeZone, new Date(Date.parse(instant) + days * dayMs)),
    instantOf(shown) {
      const at = new Date(shown);
      if (isUtc) return at.toISOString();
      const minutes = at.getUTCHours() * 60 + at.getUTCMinutes();
      const begun = wall.instantOf(at.toISOString().slice(0, 10), minutes);
      return new Date(begun + (at.getTime() % minuteMs)).toISOString();
    },
  };
}
