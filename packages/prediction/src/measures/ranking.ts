/** Scores, higher is riskier, and what became of each. */
export interface Ranked {
  readonly scores: ArrayLike<number>;
  readonly outcomes: readonly boolean[];
}

/** Accounts with the same score. */
export interface ScoreGroup {
  readonly members: readonly number[];
  readonly events: number;
}

/** Accounts by score, highest first; equal scores have no order among them and stay together. */
export function groupsByScore({ scores, outcomes }: Ranked): ScoreGroup[] {
  const order = outcomes.map((_, at) => at).sort((left, right) => (scores[right] ?? 0) - (scores[left] ?? 0));
  const groups: { members: number[]; events: number }[] = [];
  let last = Number.NaN;
  for (const at of order) {
    const score = scores[at] ?? 0;
    if (score !== last) groups.push({ members: [], events: 0 });
    last = score;
    const group = groups.at(-1);
    group?.members.push(at);
    if (group && outcomes[at]) group.events += 1;
  }
  return groups;
}

/** Whether there is something to rank: some accounts with the event and some without. */
export function hasBoth(outcomes: readonly boolean[]): boolean {
  return outcomes.includes(true) && outcomes.includes(false);
}
