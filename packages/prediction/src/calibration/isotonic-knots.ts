import { groupsByScore, type Ranked } from "../measures/ranking.ts";

interface Block {
  readonly low: number;
  high: number;
  events: number;
  accounts: number;
}

/**
 * Isotonic regression by pooling adjacent violators (Ayer and others 1955): the shares that never fall with the score and
 * are closest to the outcomes. Each block gives a knot at either end. Shares keep off 0 and 1 by one account in n + 2,
 * as no number of accounts makes an event certain.
 */
export function isotonicKnots(ranked: Ranked): { score: number; probability: number }[] {
  const blocks: Block[] = [];
  for (const { members, events } of groupsByScore(ranked).toReversed()) {
    const score = ranked.scores[members[0] ?? 0] ?? 0;
    blocks.push({ low: score, high: score, events, accounts: members.length });
    pool(blocks);
  }
  const least = 1 / (ranked.outcomes.length + 2);
  return blocks.flatMap(({ low, high, events, accounts }) => {
    const probability = Math.min(1 - least, Math.max(least, events / accounts));
    return low === high ? [{ score: low, probability }] : [low, high].map((score) => ({ score, probability }));
  });
}

/** Joins the last blocks while their shares fall. */
function pool(blocks: Block[]): void {
  for (;;) {
    const [before, last] = blocks.slice(-2);
    if (!before || !last || before.events * last.accounts < last.events * before.accounts) return;
    before.high = last.high;
    before.events += last.events;
    before.accounts += last.accounts;
    blocks.pop();
  }
}
