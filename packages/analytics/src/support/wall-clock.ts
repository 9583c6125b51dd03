import { type CalendarDate, dayNumber } from "@cs/models";

const minute = 60_000;
const day = 24 * 60 * minute;

/** A clock on a wall in a time zone, in milliseconds since 1970. */
export interface WallClock {
  /**
   * When it shows so many minutes after midnight of a day: the first time of two, where it is put back, and the moment of the
   * change for a time that it skips. A later reading never gives an earlier instant.
   */
  instantOf(date: CalendarDate, minutes: number): number;
}

/** The clock of an IANA time zone. */
export function wallClock(timeZone: string): WallClock {
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  });

  /** How far the clock is ahead of UTC. */
  function aheadAt(instant: number): number {
    const parts = Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, value]));
    const { year, month, day: dayOfMonth, hour, minute: minutes, second } = parts;
    const shown = Date.parse(`${year}-${month}-${dayOfMonth}T${hour}:${minutes}:${second}Z`);
    return shown - Math.floor(instant / 1000) * 1000;
  }

  return {
    instantOf(date, minutes) {
      const shown = dayNumber(date) * day + minutes * minute;
      const [before, after] = [aheadAt(shown - day), aheadAt(shown + day)];
      // The clock that is further ahead shows a time earlier.
      for (const ahead of [Math.max(before, after), Math.min(before, after)]) {
        if (aheadAt(shown - ahead) === ahead) return shown - ahead;
      }
      return changeBetween(shown - after, shown - before, (instant) => aheadAt(instant) === before);
    },
  };
}

/** The first instant at which something no longer holds, which holds at `from` and not at `to`. */
function changeBetween(from: number, to: number, holds: (instant: number) => boolean): number {
  let [last, first] = [from, to];
  while (first - last > 1) {
    const middle = Math.floor((last + first) / 2);
    if (holds(middle)) last = middle;
    else first = middle;
  }
  return first;
}
