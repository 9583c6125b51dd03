import type { CalendarDate, MeasureObservation } from "@cs/models";

/** A value and the day it speaks for; the day decides when it is too old. */
export function observed(value: number, observedOn: CalendarDate): MeasureObservation {
  return { value, observedOn };
}

/** No value, and why, as a phrase without a full stop. */
export function missing(reason: string): MeasureObservation {
  return { value: null, reason };
}
