/** The probability with these log-odds: 1 / (1 + e^-x), without overflow. */
export function sigmoid(logOdds: number): number {
  if (logOdds >= 0) return 1 / (1 + Math.exp(-logOdds));
  const odds = Math.exp(logOdds);
  return odds / (1 + odds);
}

/** The log-odds of a probability between 0 and 1, both exclusive. */
export function logit(probability: number): number {
  return Math.log(probability) - Math.log1p(-probability);
}

/** ln(1 + e^x), without overflow. */
export function softplus(x: number): number {
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
}
