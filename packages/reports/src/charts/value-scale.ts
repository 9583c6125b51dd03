import { type ScaleLinear, scaleLinear } from "d3-scale";
import type { Axis } from "../document/chart.ts";

/** A scale over the values of an axis: its own domain, or the extent of the values on round ends. */
export function valueScale(
  { domain }: Axis,
  values: readonly number[],
  range: readonly [number, number],
): ScaleLinear<number, number> {
  if (domain) return scaleLinear(domain, range);
  const low = Math.min(...values);
  const high = Math.max(...values);
  // A single value has no extent; one unit around it makes an axis.
  return scaleLinear(low === high ? [low - 1, high + 1] : [low, high], range).nice();
}
