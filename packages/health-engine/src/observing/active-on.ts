import type { CalendarDate } from "@cs/models";

/** Keeps the terms that run on a day. `endDate` is the first day that is not covered; null while it runs. */
export function activeOn<Term extends { readonly startDate: CalendarDate; readonly endDate: CalendarDate | null }>(
  terms: readonly Term[],
  day: CalendarDate,
): Term[] {
  return terms.filter((term) => term.startDate <= day && (term.endDate === null || term.endDate > day));
}
