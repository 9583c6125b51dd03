import { addPoints } from "../../scoring/account-sums.ts";
import { fadedShare } from "../../scoring/faded-share.ts";
import { NO_DAY } from "../batch-input.ts";
import { LARGEST_BLOCK } from "../read-column.ts";
import type { PointsKernel } from "./points-kernel.ts";

/** What a kernel works in. */
type KernelMemory = Pick<PointsKernel, "atWorst" | "factor" | "points">;

/** The loops of `score`, for all accounts of a block. */
export function plainKernel(memory: KernelMemory = ownMemory()): PointsKernel {
  const { atWorst, factor, points } = memory;
  return {
    ...memory,
    readDays,
    addPoints({ measure, row }, values, missing) {
      const reached = points(row).subarray(0, values.length);
      measure.normalise(values, reached);
      return addPoints(measure, { points: reached, missing }, atWorst);
    },
    sharePoints({ measure: { weight }, row }, count) {
      const parts = points(row);
      for (let place = 0; place < count; place += 1) {
        parts[place] = weight * (factor[place] ?? 0) * (parts[place] ?? 0);
      }
    },
  };
}

function ownMemory(): KernelMemory {
  const column = () => new Float64Array(LARGEST_BLOCK);
  const rows = new Map<number, Float64Array>();
  const points = (row: number): Float64Array => {
    const known = rows.get(row) ?? column();
    rows.set(row, known);
    return known;
  };
  return { atWorst: column(), factor: column(), points };
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
