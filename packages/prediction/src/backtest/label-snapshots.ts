import { type CalendarDate, InvalidInputError } from "@cs/models";
import { addMonths } from "./add-months.ts";
import type { History, Snapshot } from "./history.ts";

/** How long before a decision a score has to know. */
export interface Lead {
  /** Months between the day of the score and the first day that counts. */
  readonly leadMonths: number;
  /** Months that count after the lead. */
  readonly windowMonths: number;
}

/** A snapshot and what became of the account. */
export interface LabelledSnapshot {
  readonly snapshot: Snapshot;
  /** Whether the account decided to leave in the window. */
  readonly happened: boolean;
  /** The last day of the window: nobody could know the outcome before. */
  readonly knownOn: CalendarDate;
}

/** Snapshots with an outcome, and how many have none. */
export interface Labels {
  readonly labelled: readonly LabelledSnapshot[];
  /** Snapshots whose window had not ended on the last day watched. */
  readonly unfinished: number;
  /** Snapshots of accounts that decided within the lead: too late for this lead, and no longer undecided after it. */
  readonly decidedBefore: number;
}

/**
 * Labels by the day of the decision: a snapshot counts as an event when the next decision of its account falls after
 * `asOf + lead` and not after `asOf + lead + window`. Snapshots with a window that has not ended are left out, also when
 * the account has decided already: otherwise those who leave would be counted sooner than those who stay.
 *
 * @throws InvalidInputError when a snapshot uses facts from after its day, as a back-test of it would prove nothing.
 */
export function labelSnapshots({ snapshots, decisions, watchedUntil }: History, lead: Lead): Labels {
  requireNoFuture(snapshots);
  const decided = Map.groupBy(decisions, ({ account }) => account);
  const labelled: LabelledSnapshot[] = [];
  let unfinished = 0;
  let decidedBefore = 0;
  // In one order, so that draws by a seed fall the same way whatever the order was.
  for (const snapshot of snapshots.toSorted(byAccountAndDay)) {
    const from = addMonths(snapshot.asOf, lead.leadMonths);
    const knownOn = addMonths(snapshot.asOf, lead.leadMonths + lead.windowMonths);
    const days = (decided.get(snapshot.account) ?? []).map(({ decidedOn }) => decidedOn);
    const ahead = days.filter((day) => day >= snapshot.asOf);
    if (knownOn > watchedUntil) unfinished += 1;
    else if (ahead.some((day) => day <= from)) decidedBefore += 1;
    else labelled.push({ snapshot, happened: ahead.some((day) => day <= knownOn), knownOn });
  }
  return { labelled, unfinished, decidedBefore };
}

function byAccountAndDay(left: Snapshot, right: Snapshot): number {
  if (left.account !== right.account) return left.account < right.account ? -1 : 1;
  return left.asOf < right.asOf ? -1 : 1;
}

function requireNoFuture(snapshots: readonly Snapshot[]): void {
  const index = snapshots.findIndex(({ asOf, newestFact }) => newestFact !== null && newestFact > asOf);
  const leak = snapshots[index];
  if (leak === undefined) return;
  throw new InvalidInputError(`A snapshot of ${leak.asOf} uses a fact of ${leak.newestFact}, which nobody knew then.`, {
    field: `snapshots[${index}].newestFact`,
    hint: "Rebuild the snapshots from facts up to their day.",
  });
}
