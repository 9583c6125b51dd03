/** How far a measure has moved. */
export interface Drift {
  /** Population stability index, 0 or more. */
  readonly psi: number;
  /**
   * What two samples of these sizes exceed once in a hundred times though nothing has moved: the quantile of chi-square
   * for the bins in use, times `1 / then + 1 / now` (Yurdakul and Naranjo 2020). Rows must be independent.
   */
  readonly byChance: number;
  /** `none` up to `byChance`. Above it, by custom, `none` below 0.1, `some` below 0.25, else `strong` (Siddiqi 2006). */
  readonly drift: "none" | "some" | "strong";
}

const BINS = 10;

/** What an empty bin counts, in rows: a share of 0 has no logarithm. */
const EMPTY = 0.5;

/**
 * The population stability index of a measure: `sum of (now - then) ln(now / then)` over the shares of ten bins that held
 * equally many reference values, and of a bin for missing values (null). Null when either side is empty.
 */
export function populationStability(
  reference: readonly (number | null)[],
  current: readonly (number | null)[],
): Drift | null {
  if (reference.length === 0 || current.length === 0) return null;
  const known = reference.filter((value) => value !== null).sort((left, right) => left - right);
  const cuts = Array.from({ length: BINS - 1 }, (_, at) => known[Math.ceil(((at + 1) * known.length) / BINS) - 1]);
  const edges = [...new Set(cuts.filter((cut) => cut !== undefined))];
  const then = countsOf(reference, edges);
  const now = countsOf(current, edges);
  const [before, after] = [sharesOf(then), sharesOf(now)];
  const psi = before.reduce((sum, share, bin) => sum + term(share, after[bin] ?? 0), 0);
  const used = then.filter((count, bin) => count + (now[bin] ?? 0) > 0).length;
  const byChance = exceededSeldom(used - 1) * (1 / reference.length + 1 / current.length);
  return { psi, byChance, drift: psi < 0.1 || psi <= byChance ? "none" : psi < 0.25 ? "some" : "strong" };
}

function term(then: number, now: number): number {
  return (now - then) * Math.log(now / then);
}

/** How many values are in the bins up to each edge, above the last, and missing. */
function countsOf(values: readonly (number | null)[], edges: readonly number[]): number[] {
  const counts = Array.from({ length: edges.length + 2 }, () => 0);
  for (const value of values) {
    const bin = value === null ? edges.length + 1 : edges.filter((edge) => value > edge).length;
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return counts;
}

/** Bins empty in one sample keep a share. */
function sharesOf(counts: readonly number[]): number[] {
  const total = counts.reduce((sum, count) => sum + Math.max(EMPTY, count), 0);
  return counts.map((count) => Math.max(EMPTY, count) / total);
}

/** The 99 % quantile of chi-square, within 1 % from one degree of freedom on (Wilson and Hilferty 1931); 0 for none. */
function exceededSeldom(degrees: number): number {
  if (degrees === 0) return 0;
  const spread = 2 / (9 * degrees);
  return degrees * (1 - spread + 2.326348 * Math.sqrt(spread)) ** 3;
}
