/** A value and the points it is worth. */
export type Knot = readonly [value: number, points: number];

/**
 * The points at `value` on the straight line between two knots; `value` lies between them.
 * Every operation keeps order and the ends bound the result, so a rising line never falls by a rounding error.
 */
export function interpolate(value: number, left: Knot, right: Knot): number {
  const points = left[1] + (right[1] - left[1]) * shareOfSpan(value, left[0], right[0]);
  return Math.min(Math.max(points, Math.min(left[1], right[1])), Math.max(left[1], right[1]));
}

function shareOfSpan(value: number, from: number, to: number): number {
  const span = to - from;
  if (Number.isFinite(span)) return (value - from) / span;
  // Ends near the largest number overflow when subtracted; their halves do not.
  return (value / 2 - from / 2) / (to / 2 - from / 2);
}
