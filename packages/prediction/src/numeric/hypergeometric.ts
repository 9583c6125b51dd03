/** Gauss's hypergeometric function 2F1(a, b; c; z) by its series (Abramowitz and Stegun 15.1.1), for 0 <= z < 1. */
export function hypergeometric(a: number, b: number, c: number, z: number): number {
  let term = 1;
  let sum = 1;
  for (let n = 0; Math.abs(term) > 1e-17 * Math.abs(sum); n++) {
    term *= (((a + n) * (b + n)) / ((c + n) * (n + 1))) * z;
    sum += term;
  }
  return sum;
}
