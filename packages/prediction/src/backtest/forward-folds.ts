import type { CalendarDate } from "@cs/models";
import type { LabelledSnapshot } from "./label-snapshots.ts";

/** What is learnt from, and what is predicted with it. */
export interface Fold {
  /** Outcomes known on or before the first day predicted, of other accounts than those predicted. */
  readonly training: readonly LabelledSnapshot[];
  readonly held: readonly LabelledSnapshot[];
}

/** How a history is cut. */
export interface FoldOptions {
  /** Parts in time that are predicted one after the other, each from all that was known before it. */
  readonly timeFolds: number;
  /** Parts of the accounts, each predicted from the others. */
  readonly accountGroups: number;
  readonly seed: number;
  /** Which of the many ways to part the accounts, from 1 on. */
  readonly grouping: number;
}

/**
 * Splits that go forward in time and apart by account: no training row has an outcome that was still open when the first
 * held row was scored, and no account is on both sides. Days on which no outcome was known yet are not predicted.
 */
export function forwardFolds(labelled: readonly LabelledSnapshot[], options: FoldOptions): Fold[] {
  const firstKnown = labelled.reduce<CalendarDate | null>((first, { knownOn }) => {
    return first === null || knownOn < first ? knownOn : first;
  }, null);
  const days = [...new Set(labelled.map(({ snapshot }) => snapshot.asOf))]
    .filter((day) => firstKnown !== null && day >= firstKnown)
    .sort();
  const groups = Map.groupBy(labelled, ({ snapshot }) => groupOf(snapshot.account, options));
  return partsOf(days, options.timeFolds).flatMap((part) => {
    const [cut = "", last = cut] = [part[0], part.at(-1)];
    return [...groups.keys()].sort().map((group) => ({
      training: labelled.filter(
        ({ snapshot, knownOn }) => knownOn <= cut && groupOf(snapshot.account, options) !== group,
      ),
      held: (groups.get(group) ?? []).filter(({ snapshot }) => snapshot.asOf >= cut && snapshot.asOf <= last),
    }));
  });
}

/** The group of an account: always the same for the same seed and grouping, whatever other accounts there are (FNV-1a). */
export function groupOf(account: string, { accountGroups, seed, grouping }: Omit<FoldOptions, "timeFolds">): number {
  let hash = 0x811c9dc5;
  for (const character of `${seed}:${grouping}:${account}`)
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  // The lowest bits of this hash are weak.
  return ((hash ^ (hash >>> 15)) >>> 0) % accountGroups;
}

function partsOf<Item>(items: readonly Item[], parts: number): Item[][] {
  return Array.from({ length: parts }, (_, part) =>
    items.slice(Math.floor((part * items.length) / parts), Math.floor(((part + 1) * items.length) / parts)),
  ).filter((part) => part.length > 0);
}
