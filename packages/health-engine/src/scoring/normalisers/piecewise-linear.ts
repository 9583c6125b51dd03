import type { Normaliser } from "@cs/models";
import { interpolate, type Knot } from "./interpolate.ts";

/** Points (0-100) on straight lines between knots; beyond the outer knots, the points of the outer knot. */
export function piecewiseLinear(value: number, { knots }: Extract<Normaliser, { kind: "piecewise_linear" }>): number {
  let previous: Knot | undefined;
  for (const knot of knots) {
    if (value === knot[0]) return knot[1];
    if (value < knot[0]) return previous ? interpolate(value, previous, knot) : knot[1];
    previous = knot;
  }
  return previous?.[1] ?? 0;
}
