/**
 * ln of the gamma function for x above 0, with a relative error below 1e-14: Stirling's series from 10 on (Abramowitz and
 * Stegun 6.1.41), the recurrence below.
 */
export function logGamma(x: number): number {
  let argument = x;
  let product = 1;
  for (; argument < 10; argument++) product *= argument;
  const square = 1 / argument ** 2;
  const series =
    (1 / 12 -
      square * (1 / 360 - square * (1 / 1260 - square * (1 / 1680 - square * (1 / 1188 - (square * 691) / 360_360))))) /
    argument;
  return (argument - 0.5) * Math.log(argument) - argument + Math.log(2 * Math.PI) / 2 + series - Math.log(product);
}

/** ln of the beta function. */
export function logBeta(a: number, b: number): number {
  return logGamma(a) + logGamma(b) - logGamma(a + b);
}
