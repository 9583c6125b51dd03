import { plainKernel } from "./plain-kernel.ts";
import type { PointsKernel } from "./points-kernel.ts";
import { MOST_ROWS, simdKernel } from "./simd-kernel.ts";

let simd: PointsKernel | undefined;
let plain: PointsKernel | undefined;

/** The fastest kernel with so many rows that works here, made once: scoring a batch is never interrupted by another. */
export function fastestKernel(rows: number): PointsKernel {
  if (rows <= MOST_ROWS) simd ??= simdKernel();
  if (rows <= MOST_ROWS && simd) return simd;
  plain ??= plainKernel();
  return plain;
}
