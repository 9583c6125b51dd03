import type { CompiledMeasure } from "../../scoring/compile-measures.ts";

/** Values with days, of a block. */
export interface DatedValues {
  readonly values: Float64Array;
  /** Days since 1970-01-01, or `NO_DAY`. */
  readonly days: Int32Array;
  readonly asOfDay: number;
  readonly limitDays: number | null;
}

/** A measure, and the row in which its points are kept. */
export interface MeasureRow {
  readonly measure: CompiledMeasure;
  readonly row: number;
}

/** Turns the values of a block into points and adds them up, in memory of its own. Every kernel gives the same bits. */
export interface PointsKernel {
  /** Of each account: the sum of weight x points. Who uses the kernel sets it to 0. */
  readonly atWorst: Float64Array;
  /** Of each account: what the weights of known measures are multiplied with, from who uses the kernel. */
  readonly factor: Float64Array;
  /** Of each account: points of the measure that was added to the row last, 0-100, and 0 where it is missing. */
  points(row: number): Float64Array;
  /**
   * Writes the values that count on the as-of day, NaN for the others, and what age takes from those that count, by
   * `fadedShare`.
   */
  readDays(dated: DatedValues, into: { readonly values: Float64Array; readonly faded: Float64Array }): void;
  /** Adds a measure and returns the places where it is missing, in `missing`. NaN and infinite values are missing. */
  addPoints(measureRow: MeasureRow, values: Float64Array, missing: Uint16Array): Uint16Array;
  /** Makes the points of `count` accounts in a row weight x factor x points. */
  sharePoints({ measure, row }: MeasureRow, count: number): void;
}
