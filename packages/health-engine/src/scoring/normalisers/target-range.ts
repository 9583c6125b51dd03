import type { Normaliser } from "@cs/models";
import { interpolate } from "./interpolate.ts";

/** U-shape: 100 points inside `[from, to]`, falling in straight lines to 0 at `zeroBelow` and `zeroAbove`. */
export function targetRange(value: number, range: Extract<Normaliser, { kind: "target_range" }>): number {
  if (value <= range.zeroBelow || value >= range.zeroAbove) return 0;
  if (value < range.from) return interpolate(value, [range.zeroBelow, 0], [range.from, 100]);
  if (value > range.to) return interpolate(value, [range.to, 100], [range.zeroAbove, 0]);
  return 100;
}
