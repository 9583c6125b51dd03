import { groupsByScore, hasBoth, type Ranked } from "./ranking.ts";

/**
 * Area under the receiver operating characteristic, 0-1: how likely an account with the event has a higher score than one
 * without, where equal scores count half (Mann and Whitney 1947). Null when all outcomes are the same.
 */
export function auc(ranked: Ranked): number | null {
  if (!hasBoth(ranked.outcomes)) return null;
  let eventsAbove = 0;
  let others = 0;
  let pairs = 0;
  for (const { members, events } of groupsByScore(ranked)) {
    const without = members.length - events;
    pairs += without * (eventsAbove + events / 2);
    eventsAbove += events;
    others += without;
  }
  return pairs / (eventsAbove * others);
}
