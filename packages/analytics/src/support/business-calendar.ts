import type { CalendarDate } from "@cs/models";

/** Hours of work within a day, in minutes from midnight by the clock on the wall: `from` up to `to`, 0 to 1440. */
export interface Shift {
  readonly from: number;
  readonly to: number;
}

/** When a team works. */
export interface BusinessCalendar {
  /** Name and version, as `weekdays-9-17/1`. */
  readonly id: string;
  /** IANA name of the zone of its clock. */
  readonly timeZone: string;
  /** The shifts of Monday to Sunday: in order, apart from each other. */
  readonly week: readonly (readonly Shift[])[];
  /** Days without work. */
  readonly holidays: readonly CalendarDate[];
}

const minutesOfDay = 24 * 60;

/** @throws RangeError for a calendar by which nothing can be counted: no shift at all, shifts that overlap, a strange zone. */
export function requireCalendar({ week, timeZone }: BusinessCalendar): void {
  if (week.length !== 7) throw new RangeError(`a week has 7 days, not ${week.length}`);
  if (week.every((shifts) => shifts.length === 0)) throw new RangeError("a calendar needs a shift");
  for (const shifts of week) {
    let end = 0;
    for (const { from, to } of shifts) {
      const isWhole = Number.isInteger(from) && Number.isInteger(to);
      if (!isWhole || from < end || to <= from || to > minutesOfDay) {
        throw new RangeError(`a shift from minute ${from} to ${to} is not within its day and after the one before`);
      }
      end = to;
    }
  }
  new Intl.DateTimeFormat("en-GB", { timeZone });
}
