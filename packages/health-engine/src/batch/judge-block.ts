import { type CompiledCap, holds } from "../scoring/caps.ts";
import type { ReadValues } from "./read-column.ts";

/** For each account of a block what the tightest cap that fired, or that fired or could, allows; 100 without one. */
export interface BlockMaxima {
  readonly fired: Float64Array;
  readonly possible: Float64Array;
}

/** Judges caps for the first `count` accounts of a block by the rules of `judgeCaps`. `read` gives a condition's values. */
export function judgeBlock(
  caps: readonly CompiledCap[],
  { count, read, maxima }: { count: number; read: (measure: string) => ReadValues | undefined; maxima: BlockMaxima },
): void {
  maxima.fired.fill(100, 0, count);
  maxima.possible.fill(100, 0, count);
  for (const { cap, conditions } of caps) {
    const known = conditions.map(({ condition }) => ({ condition, read: read(condition.measure) }));
    for (let index = 0; index < count; index += 1) {
      let fails = false;
      let undecided = false;
      for (const { condition, read } of known) {
        const value = read ? (read.values[read.from + index] ?? Number.NaN) : Number.NaN;
        if (Number.isNaN(value)) undecided = true;
        else if (!holds(condition, value)) fails = true;
      }
      if (fails) continue;
      maxima.possible[index] = Math.min(maxima.possible[index] ?? 100, cap.maximum);
      if (!undecided) maxima.fired[index] = Math.min(maxima.fired[index] ?? 100, cap.maximum);
    }
  }
}
