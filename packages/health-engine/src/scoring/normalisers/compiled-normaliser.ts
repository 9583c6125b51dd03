import type { LineTable } from "./line-table.ts";

/**
 * A normaliser with its tables prepared: writes 0-100 into `points` for every value, at the same place. Values are in
 * the unit of the measure; NaN and the infinities give NaN.
 *
 * `score` and `scoreBatch` both run it, so their points are the same bits. Every kind has a loop of its own: a shared
 * loop that calls a function per value takes several times as long.
 */
export interface CompiledNormaliser {
  (values: Float64Array, points: Float64Array): void;
  /** Its lines, when all that it does is to follow lines between at most 5 knots. */
  readonly fewLines?: LineTable;
}
