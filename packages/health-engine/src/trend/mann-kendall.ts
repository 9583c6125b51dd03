import { upperTail } from "./normal.ts";

/** The Mann-Kendall test against a monotone trend. */
export interface MannKendall {
  /** Pairs that rise minus pairs that fall. */
  readonly s: number;
  /** Standard normal when there is no trend; 0 when S is 0 or all values are equal. */
  readonly z: number;
  /** Two-sided, 0-1. */
  readonly p: number;
}

/**
 * Mann-Kendall with tie and continuity correction (Mann 1945, Kendall 1975):
 * `Var(S) = (n (n - 1)(2n + 5) - sum over ties of t (t - 1)(2t + 5)) / 18`, `z = (S - sign(S)) / sqrt(Var(S))`.
 * Values are in the order of time and taken to be independent: with serial correlation p is too small.
 */
export function mannKendall(values: readonly number[]): MannKendall {
  let s = 0;
  for (const [later, value] of values.entries()) {
    for (let earlier = 0; earlier < later; earlier++) s += Math.sign(value - (values[earlier] ?? 0));
  }
  const ties = new Map<number, number>();
  for (const value of values) ties.set(value, (ties.get(value) ?? 0) + 1);
  const spread = (count: number) => count * (count - 1) * (2 * count + 5);
  const variance = [...ties.values()].reduce((left, count) => left - spread(count), spread(values.length)) / 18;
  const z = s === 0 || variance === 0 ? 0 : (s - Math.sign(s)) / Math.sqrt(variance);
  return { s, z, p: Math.min(1, 2 * upperTail(Math.abs(z))) };
}
