import { addDays, type CalendarDate, type ClientId } from "@cs/models";

/** Whose facts, as known on which day. */
export interface FactsRequest {
  readonly clientIds: readonly ClientId[];
  readonly asOf: CalendarDate;
  /** IANA zone of the tenant; decides on which day an instant falls. Days of use are stored as days of it. */
  readonly timeZone: string;
}

/** First day of a window of `days` days that ends with `asOf`. */
export function windowStart(asOf: CalendarDate, days: number): CalendarDate {
  return addDays(asOf, 1 - days);
}
