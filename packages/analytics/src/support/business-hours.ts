import { addDays, type CalendarDate, calendarDateIn, dayNumber, type Instant } from "@cs/models";
import { type BusinessCalendar, requireCalendar } from "./business-calendar.ts";
import { wallClock } from "./wall-clock.ts";

/** Time that counts, and only while a team works. */
export interface BusinessHours {
  /** Minutes of work between two instants; 0 when `to` is not after `from`. */
  minutesBetween(from: Instant, to: Instant): number;
  /** The first instant by which so many minutes of work have passed; `from` itself for none. */
  addMinutes(from: Instant, minutes: number): Instant;
}

/** Milliseconds since 1970. */
interface Opening {
  readonly from: number;
  readonly to: number;
}

const minute = 60_000;
/** Day 0 of 1970 was a Thursday, the fourth day of a week. */
const weekdayOf = (date: CalendarDate) => (dayNumber(date) + 3) % 7;

/**
 * Counts minutes by a calendar. Shifts are read from the clock on the wall, and minutes are real ones: an hour that the clock
 * skips does not count, one that it shows twice counts twice. Throws RangeError for a calendar that is none.
 */
export function businessHours(calendar: BusinessCalendar): BusinessHours {
  requireCalendar(calendar);
  const { timeZone, week } = calendar;
  const clock = wallClock(timeZone);
  const holidays = new Set(calendar.holidays);
  const known = new Map<CalendarDate, readonly Opening[]>();

  function openingsOn(date: CalendarDate): readonly Opening[] {
    const found = known.get(date);
    if (found) return found;
    const shifts = holidays.has(date) ? [] : (week[weekdayOf(date)] ?? []);
    const openings = shifts.map(({ from, to }) => ({
      from: clock.instantOf(date, from),
      to: clock.instantOf(date, to),
    }));
    known.set(date, openings);
    return openings;
  }

  const dateOf = (instant: number) => calendarDateIn(timeZone, new Date(instant));

  return {
    minutesBetween(from, to) {
      const [start, end] = [Date.parse(from), Date.parse(to)];
      if (end <= start) return 0;
      const last = dateOf(end);
      let open = 0;
      for (let date = dateOf(start); date <= last; date = addDays(date, 1)) {
        for (const opening of openingsOn(date)) {
          open += Math.max(0, Math.min(end, opening.to) - Math.max(start, opening.from));
        }
      }
      return open / minute;
    },
    addMinutes(from, minutes) {
      const start = Date.parse(from);
      let left = Math.round(minutes * minute);
      if (left <= 0) return from;
      for (let date = dateOf(start); ; date = addDays(date, 1)) {
        for (const opening of openingsOn(date)) {
          const begin = Math.max(start, opening.from);
          const open = Math.max(0, opening.to - begin);
          if (left <= open) return new Date(begin + left).toISOString();
          left -= open;
        }
      }
    },
  };
}
