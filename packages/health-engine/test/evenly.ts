import fc from "fast-check";

/** Numbers spread evenly from `min` to `max`: of the floating-point numbers that `fc.double` draws, most are near 0. */
export function evenly(min: number, max: number): fc.Arbitrary<number> {
  const steps = 2 ** 30;
  return fc.integer({ min: 0, max: steps }).map((step) => min + (max - min) * (step / steps));
}
