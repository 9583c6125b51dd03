/** How far a measure has moved. */
export interface Drift {
  /** Population stability index, 0 or more. */
  readonly psi: number;
  /** By custom below 0.1 `none`, below 0.25 `some`, else `strong` (Siddiqi 2006). */
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
  const then = sharesOf(reference, edges);
  const now = sharesOf(current, edges);
  const psi = then.reduce((sum, share, bin) => sum + ((now[bin] ?? 0) - share) * Math.log((now[bin] ?? 0) / share), 0);
  return { psi, drift: psi < 0.1 ? "none" : psi < 0.25 ? "some" : "strong" };
}

/** Shares of the bins up to each edge, above the last, and of missing values. Bins empty in one sample keep a share. */
function sharesOf(values: readonly (number | null)[], edges: readonly number[]): number[] {
  const counts = Array.from({ length: edges.length + 2 }, () => 0);
  for (const value of values) {
    const bin = value === null ? edges.length + 1 : edges.filter((edge) => value > edge).length;
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  const total = counts.reduce((sum, count) => sum + Math.max(EMPTY, count), 0);
  return counts.map((count) => Math.max(EMPTY, count) / total);
}
