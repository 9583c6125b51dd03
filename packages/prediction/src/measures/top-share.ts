import { groupsByScore, hasBoth, type Ranked } from "./ranking.ts";

/** The tenth of the accounts with the highest scores. */
const TOP = 0.1;

/**
 * How many times as many events the riskiest tenth of the accounts has as an average tenth; 1 without signal, 10 at
 * most. Of accounts with the same score at the border an equal part of each counts. Null when all outcomes are the same.
 */
export function topDecileLift(ranked: Ranked): number | null {
  if (!hasBoth(ranked.outcomes)) return null;
  return captured(ranked, (at) => (ranked.outcomes[at] ? 1 : 0)) / TOP;
}

/**
 * The share of the ARR lost with the event, 0-1, that the riskiest tenth of the accounts holds; 0.1 without signal. Null
 * when nothing was lost.
 */
export function arrCaptured(ranked: Ranked, arr: ArrayLike<number>): number | null {
  const lost = (at: number) => (ranked.outcomes[at] ? (arr[at] ?? 0) : 0);
  return ranked.outcomes.some((_, at) => lost(at) > 0) ? captured(ranked, lost) : null;
}

function captured(ranked: Ranked, worth: (at: number) => number): number {
  let room = TOP * ranked.outcomes.length;
  let inside = 0;
  let total = 0;
  for (const { members } of groupsByScore(ranked)) {
    const sum = members.reduce((before, at) => before + worth(at), 0);
    inside += sum * Math.min(1, room / members.length);
    total += sum;
    room = Math.max(0, room - members.length);
  }
  return inside / total;
}
