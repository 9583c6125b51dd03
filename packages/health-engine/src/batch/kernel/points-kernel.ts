import type { CompiledMeasure } from "../../scoring/compile-measures.ts";

/** Turns the values of a block into points and adds them up, in memory of its own. Every kernel gives the same bits. */
export interface PointsKernel {
  /** Of each account: points of the measure that was added last, 0-100, and 0 where it is missing. */
  readonly points: Float64Array;
  /** Of each account: the sum of weight x points. Who uses the kernel sets it to 0. */
  readonly atWorst: Float64Array;
  /** Adds a measure and returns the places where it is missing, in `missing`. NaN and infinite values are missing. */
  addPoints(measure: CompiledMeasure, values: Float64Array, missing: Uint16Array): Uint16Array;
}
