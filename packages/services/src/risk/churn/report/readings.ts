import { known, type Reading, unknown } from "@cs/models";
import type { Measured } from "@cs/prediction";

/** A number that is always there. */
export function count(value: number): Reading {
  return known(value);
}

/** The value of a measure, or that there is none. */
export function readingOf(measured: Measured | null | undefined): Reading {
  return measured ? known(measured.value) : unknown("not measured");
}

/** Its interval as text. */
export function intervalOf(measured: Measured | null | undefined, decimals = 2): string {
  return measured ? `${measured.low.toFixed(decimals)}-${measured.high.toFixed(decimals)}` : "";
}
