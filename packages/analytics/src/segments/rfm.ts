import { type Fifth, fifthsOf } from "./fifths.ts";

/** Recency, frequency and monetary value of an account. */
export interface RfmValues {
  /** Days since the last event of value; fewer are better. */
  readonly recency: number;
  readonly frequency: number;
  readonly monetary: number;
}

/** The groups, best first. Every account is in exactly one. */
export const rfmGroups = [
  "champions",
  "loyal",
  "promising",
  "needs_attention",
  "cannot_lose",
  "slipping",
  "hibernating",
] as const;
export type RfmGroup = (typeof rfmGroups)[number];

/** How an account scores against the others, 5 being best, and the group that follows. */
export interface RfmScore {
  readonly recency: Fifth;
  readonly frequency: Fifth;
  readonly monetary: Fifth;
  readonly group: RfmGroup;
}

/**
 * Scores accounts by fifths of recency, frequency and monetary value, and groups them by recency R and value V, the mean
 * of the other two: R 4-5 with V >= 4 champions, V >= 3 loyal, else promising; R 3 with V >= 3 loyal, else needs
 * attention; R 1-2 with V >= 4 cannot lose, V >= 3 slipping, else hibernating.
 * Scores: Hughes, Strategic Database Marketing (1994).
 */
export function rfm(accounts: readonly RfmValues[]): RfmScore[] {
  const recent = fifthsOf(accounts.map(({ recency }) => -recency));
  const frequent = fifthsOf(accounts.map(({ frequency }) => frequency));
  const valuable = fifthsOf(accounts.map(({ monetary }) => monetary));
  return accounts.map((_, index) => {
    const [recency, frequency, monetary] = [recent[index] ?? 3, frequent[index] ?? 3, valuable[index] ?? 3];
    return { recency, frequency, monetary, group: groupOf(recency, (frequency + monetary) / 2) };
  });
}

function groupOf(recency: Fifth, value: number): RfmGroup {
  if (recency >= 4 && value >= 4) return "champions";
  if (recency >= 3 && value >= 3) return "loyal";
  if (recency >= 4) return "promising";
  if (recency === 3) return "needs_attention";
  if (value >= 4) return "cannot_lose";
  return value >= 3 ? "slipping" : "hibernating";
}
