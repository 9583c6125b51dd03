import type { CalendarDate } from "@cs/models";
import type { TenureRow } from "@cs/persistence";
import type { WatchedRenewals } from "@cs/prediction";

/** From when until when what became of customers is known. */
export interface Watch {
  readonly from: CalendarDate;
  readonly until: CalendarDate;
}

/**
 * The yearly renewals of one customer that were watched: those whose whole year before lies in the watch. Who leaves in
 * the middle of a year is lost at the renewal that ends it, and counts, as everybody, once that renewal has come.
 */
export function watchedRenewals({ startedOn, endedOn }: TenureRow, { from, until }: Watch): WatchedRenewals {
  const [reached, first] = [yearsUntil(startedOn, until), firstFrom(startedOn, from)];
  if (endedOn === null) return { first, last: reached, lost: false };
  const leaving = Math.max(1, yearsUntil(startedOn, endedOn) + (isAnniversary(startedOn, endedOn) ? 0 : 1));
  return leaving <= reached ? { first, last: leaving, lost: true } : { first, last: reached, lost: false };
}

/** Renewals that a customer has made by a day: whole years since its first day. */
export function yearsUntil(startedOn: CalendarDate, day: CalendarDate): number {
  const years = Number(day.slice(0, 4)) - Number(startedOn.slice(0, 4));
  return anniversary(startedOn, years) <= day ? years : years - 1;
}

/** The number of the first renewal whose year began in the watch. */
function firstFrom(startedOn: CalendarDate, from: CalendarDate): number {
  if (startedOn >= from) return 1;
  const begun = yearsUntil(startedOn, from);
  return begun + (isAnniversary(startedOn, from) ? 1 : 2);
}

function isAnniversary(startedOn: CalendarDate, day: CalendarDate): boolean {
  return anniversary(startedOn, Number(day.slice(0, 4)) - Number(startedOn.slice(0, 4))) === day;
}

/** The same day some years later; of 29 February the 28th where there is no other. */
function anniversary(startedOn: CalendarDate, years: number): CalendarDate {
  const year = Number(startedOn.slice(0, 4)) + years;
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const rest = startedOn.endsWith("-02-29") && !isLeap ? "-02-28" : startedOn.slice(4);
  return `${String(year).padStart(4, "0")}${rest}`;
}
