import { dayNumber, type MeasureObservation } from "@cs/models";

/** What an observation is worth on the as-of day. */
export type Reading =
  | { readonly known: true; readonly value: number; readonly ageDays: number }
  | { readonly known: false; readonly reason: string };

/**
 * Reads an observation on the as-of day. It is missing when it is absent, null, observed after the day (so that a past
 * score never uses what was learned later) or older than `limitDays`; without `observedOn` it has age 0.
 */
export function readObservation(input: {
  readonly observation: MeasureObservation | undefined;
  readonly limitDays: number | null;
  /** As `dayNumber` counts it. */
  readonly asOfDay: number;
}): Reading {
  const { observation, limitDays, asOfDay } = input;
  if (observation === undefined) return { known: false, reason: "no observation was given" };
  if (observation.value === null) return { known: false, reason: observation.reason };
  const ageDays = observation.observedOn === null ? 0 : asOfDay - dayNumber(observation.observedOn);
  // Neither the later day nor the value is named: they must not leak.
  if (ageDays < 0) return { known: false, reason: "observed after the as-of day" };
  if (limitDays !== null && ageDays > limitDays) {
    return { known: false, reason: `last observed ${observation.observedOn}, older than ${limitDays} days` };
  }
  return { known: true, value: observation.value, ageDays };
}
