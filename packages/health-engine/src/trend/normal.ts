/** P(Z >= z) of the standard normal distribution, with a relative error below 1e-12, also far out. */
export function upperTail(z: number): number {
  if (z < 0) return 1 - upperTail(-z);
  const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
  return z < 3 ? 0.5 - density * series(z) : density / continuedFraction(z);
}

/** z with P(Z <= z) = probability, 0.5 to 1 (exclusive), by bisection of `upperTail`. */
export function normalQuantile(probability: number): number {
  let low = 0;
  let high = 40;
  for (let step = 0; step < 80; step++) {
    const middle = (low + high) / 2;
    if (upperTail(middle) > 1 - probability) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/**
 * The quantile of Student's t from that of the normal distribution: Cornish-Fisher expansion, Abramowitz and Stegun
 * 26.7.5. Within 0.002 of the tables for 6 degrees of freedom or more and probabilities up to 0.975.
 */
export function studentQuantile(probability: number, degreesOfFreedom: number): number {
  const z = normalQuantile(probability);
  const n = degreesOfFreedom;
  const g1 = (z ** 3 + z) / 4;
  const g2 = (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96;
  const g3 = (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384;
  const g4 = (79 * z ** 9 + 776 * z ** 7 + 1482 * z ** 5 - 1920 * z ** 3 - 945 * z) / 92_160;
  return z + g1 / n + g2 / n ** 2 + g3 / n ** 3 + g4 / n ** 4;
}

/** z + z^3/3 + z^5/15 + ...: the integral of the density from 0 to z over the density at z (Abramowitz, Stegun 26.2.11). */
function series(z: number): number {
  let term = z;
  let sum = z;
  for (let odd = 3; term > sum * 1e-18; odd += 2) {
    term *= (z * z) / odd;
    sum += term;
  }
  return sum;
}

/** z + 1/(z + 2/(z + 3/(z + ...))) (Abramowitz and Stegun 26.2.14), from the inside out. */
function continuedFraction(z: number): number {
  let value = z;
  for (let depth = 100; depth > 0; depth--) value = z + depth / value;
  return value;
}
