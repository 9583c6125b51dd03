import { plainKernel } from "./plain-kernel.ts";
import type { PointsKernel } from "./points-kernel.ts";
import { simdKernel } from "./simd-kernel.ts";

let kernel: PointsKernel | undefined;

/** The fastest kernel that works here, made once: scoring a batch is never interrupted by another. */
export function fastestKernel(): PointsKernel {
  kernel ??= simdKernel() ?? plainKernel();
  return kernel;
}
