import type { CompiledMeasure } from "../../scoring/compile-measures.ts";

/** Values with days, of a block. */
export interface DatedValues {
  readonly values: Float64Array;
  /** Days since 1970-01-01, or `NO_DAY`. */
  readonly days: Int32Array;
  readonly asOfDay: number;
  readonly limitDays: number | null;
}

/** Turns the values of a block into points and adds them up, in memory of its own. Every kernel gives the same bits. */
export interface PointsKernel {
  /** Of each account: points of the measure that was added last, 0-100, and 0 where it is missing. */
  readonly points: Float64Array;
  /** Of each account: the sum of weight x points. Who uses the kernel sets it to 0. */
  readonly atWorst: Float64Array;
  /**
   * Writes the values that count on the as-of day, NaN for the others, and what age takes from those that count, by
   * `fadedShare`.
   */
  readDays(dated: DatedValues, into: { readonly values: Float64Array; readonly faded: Float64Array }): void;
  /** Adds a measure and returns the places where it is missing, in `missing`. NaN and infinite values are missing. */
  addPoints(measure: CompiledMeasure, values: Float64Array, missing: Uint16Array): Uint16Array;
}
