import { addDays, type CalendarDate } from "@cs/models";
import type { SyncState, WriteTransaction } from "@cs/persistence";

/**
 * Notes for which days the usage of a source is complete: from the first that was read whole in every time zone to the day on
 * which it was read. As with a file, a run that found events and no account for any of them says nothing.
 */
export async function coverUsage(
  tx: Pick<WriteTransaction, "facts">,
  { source, completeSince, written, unchanged, unmatched }: SyncState,
  to: CalendarDate,
): Promise<void> {
  if (completeSince === null) throw new Error(`the usage of ${source} was read from no day on`);
  if (written + unchanged === 0 && unmatched > 0) return;
  const from = addDays(completeSince.slice(0, 10), 1);
  if (from <= to) await tx.facts.extendCoverage({ source, kind: "usage", from, to });
}
