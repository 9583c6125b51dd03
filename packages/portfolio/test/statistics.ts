/**
 * Counts of `n` independent trials with chance `p` that an honest generator leaves once in a million runs at most, on each
 * side: the exact tails of the binomial distribution, summed from its terms.
 */
export function binomialBounds(n: number, p: number): { readonly least: number; readonly most: number } {
  const tail = 1e-6;
  const logs = new Float64Array(n + 1);
  logs[0] = n * Math.log(1 - p);
  for (let k = 1; k <= n; k += 1) logs[k] = (logs[k - 1] ?? 0) + Math.log(((n - k + 1) / k) * (p / (1 - p)));
  let least = 0;
  for (let below = Math.exp(logs[0]); below <= tail; below += Math.exp(logs[least] ?? 0)) least += 1;
  let most = n;
  for (let above = Math.exp(logs[n] ?? 0); above <= tail; above += Math.exp(logs[most] ?? 0)) most -= 1;
  return { least, most };
}

/** How many standard deviations a sum of independent draws lies from its expectation. */
export function standardised(draws: readonly Draw[]): number {
  const deviation = draws.reduce((sum, { value, mean }) => sum + value - mean, 0);
  return deviation / Math.sqrt(draws.reduce((sum, { variance }) => sum + variance, 0));
}

/** A drawn value with the moments it should have. */
export interface Draw {
  readonly value: number;
  readonly mean: number;
  readonly variance: number;
}

/** A trial with chance `p` as a draw of 0 or 1. */
export function trial(happened: boolean, p: number): Draw {
  return { value: happened ? 1 : 0, mean: p, variance: p * (1 - p) };
}

/** Chances of each score when `mu + sigma x normal` is rounded and cut off at the ends of a scale. */
export function roundedNormal(
  { lowest, highest }: { readonly lowest: number; readonly highest: number },
  mu: number,
  sigma: number,
): Map<number, number> {
  const chances = new Map<number, number>();
  for (let score = lowest; score <= highest; score += 1) {
    const below = score === lowest ? 0 : normalBelow((score - 0.5 - mu) / sigma);
    const upTo = score === highest ? 1 : normalBelow((score + 0.5 - mu) / sigma);
    chances.set(score, upTo - below);
  }
  return chances;
}

/** Expectation of a function of a score. */
export function expectation(chances: ReadonlyMap<number, number>, of: (score: number) => number): number {
  return [...chances].reduce((sum, [score, chance]) => sum + chance * of(score), 0);
}

/** Pearson's r. */
export function correlation(pairs: readonly (readonly [number, number])[]): number {
  const meanX = meanOf(pairs.map(([x]) => x));
  const meanY = meanOf(pairs.map(([, y]) => y));
  const product = (a: 0 | 1, b: 0 | 1) => {
    const deviation = (pair: readonly [number, number], axis: 0 | 1) => pair[axis] - (axis === 0 ? meanX : meanY);
    return meanOf(pairs.map((pair) => deviation(pair, a) * deviation(pair, b)));
  };
  return product(0, 1) / Math.sqrt(product(0, 0) * product(1, 1));
}

export function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Abramowitz and Stegun 7.1.26: error below 1.5e-7. */
function normalBelow(x: number): number {
  const z = Math.abs(x) / Math.SQRT2;
  const t = 1 / (1 + 0.3275911 * z);
  const polynomial = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  const upper = 0.5 * polynomial * Math.exp(-z * z);
  return x < 0 ? upper : 1 - upper;
}
