import { type CalendarDate, calendarDateSchema, InvalidInputError } from "@cs/models";

/** @throws InvalidInputError when the as-of day is no calendar date. */
export function requireAsOf(asOf: CalendarDate): void {
  if (calendarDateSchema.safeParse(asOf).success) return;
  throw new InvalidInputError(`The as-of day is "${asOf}", not a calendar date.`, {
    field: "asOf",
    hint: "Give a day that exists as YYYY-MM-DD.",
  });
}
