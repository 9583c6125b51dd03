import { groupsByScore, hasBoth, type Ranked } from "./ranking.ts";

/**
 * Area under the precision-recall curve as average precision, 0-1: the precision at each score, weighted by the recall
 * it adds. Without signal it is about the base rate. Null when all outcomes are the same.
 */
export function prAuc(ranked: Ranked): number | null {
  if (!hasBoth(ranked.outcomes)) return null;
  const groups = groupsByScore(ranked);
  const total = groups.reduce((sum, { events }) => sum + events, 0);
  let found = 0;
  let looked = 0;
  let area = 0;
  for (const { members, events } of groups) {
    found += events;
    looked += members.length;
    area += (events / total) * (found / looked);
  }
  return area;
}
