import { addPoints } from "../../scoring/account-sums.ts";
import type { CompiledMeasure } from "../../scoring/compile-measures.ts";
import { LARGEST_BLOCK } from "../read-column.ts";
import type { PointsKernel } from "./points-kernel.ts";

/** The loops of `score`, for all accounts of a block. */
export function plainKernel(
  points = new Float64Array(LARGEST_BLOCK),
  atWorst = new Float64Array(LARGEST_BLOCK),
): PointsKernel {
  return {
    points,
    atWorst,
    addPoints(measure: CompiledMeasure, values: Float64Array, missing: Uint16Array): Uint16Array {
      const reached = points.subarray(0, values.length);
      measure.normalise(values, reached);
      return addPoints(measure, { points: reached, missing }, atWorst);
    },
  };
}
