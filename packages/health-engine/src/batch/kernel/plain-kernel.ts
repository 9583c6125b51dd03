import { addPoints } from "../../scoring/account-sums.ts";
import type { CompiledMeasure } from "../../scoring/compile-measures.ts";
import { fadedShare } from "../../scoring/faded-share.ts";
import { NO_DAY } from "../batch-input.ts";
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
    readDays,
    addPoints(measure: CompiledMeasure, values: Float64Array, missing: Uint16Array): Uint16Array {
      const reached = points.subarray(0, values.length);
      measure.normalise(values, reached);
      return addPoints(measure, { points: reached, missing }, atWorst);
    },
  };
}

const readDays: PointsKernel["readDays"] = ({ values, days, asOfDay, limitDays }, into) => {
  const oldest = limitDays ?? Number.POSITIVE_INFINITY;
  for (let place = 0; place < values.length; place += 1) {
    const day = days[place] ?? NO_DAY;
    const age = day === NO_DAY ? 0 : asOfDay - day;
    into.values[place] = age >= 0 && age <= oldest ? (values[place] ?? Number.NaN) : Number.NaN;
    into.faded[place] = fadedShare(age, limitDays);
  }
};
