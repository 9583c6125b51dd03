import { type HourOfUse, known, type Reading, unknown } from "@cs/models";

/** When in the week people use a product. */
export interface TimeProfile {
  /** Share of the events by day, Monday first, 0-1; null without events. */
  readonly weekdays: readonly number[] | null;
  /** Share of the events by hour, 0 to 23 o'clock, 0-1; null when events carry no time of day. */
  readonly hours: readonly number[] | null;
  /** Share of the events on Saturday and Sunday. */
  readonly weekendShare: Reading;
  /** Why something is null. */
  readonly reason: string | null;
}

/** Shares of events by weekday and hour. A source that records days gives all its events one hour: that is no profile. */
export function timeProfile(rows: readonly HourOfUse[]): TimeProfile {
  const total = sum(rows.map(({ events }) => events));
  if (total === 0) {
    const reason = "there are no events in the window";
    return { weekdays: null, hours: null, weekendShare: unknown(reason), reason };
  }
  const shareOf = (matches: (row: HourOfUse) => boolean): number =>
    sum(rows.filter(matches).map(({ events }) => events)) / total;
  const timed = new Set(rows.map(({ hour }) => hour)).size > 1;
  return {
    weekdays: [1, 2, 3, 4, 5, 6, 7].map((day) => shareOf(({ weekday }) => weekday === day)),
    hours: timed ? Array.from({ length: 24 }, (_, clock) => shareOf(({ hour }) => hour === clock)) : null,
    weekendShare: known(shareOf(({ weekday }) => weekday >= 6)),
    reason: timed ? null : "all events are of the same hour, as of a source that records days",
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
