import { addDays, type CalendarDate, calendarDateIn } from "@cs/models";
import type { SyncState, WriteTransaction } from "@cs/persistence";

/**
 * Notes for which days the tickets of a help desk are complete: from the first full day whose changes were all read, or the
 * day of the first ticket when everything was, to the day on which they were read. As with a file, a source of which no
 * ticket found its account says nothing.
 */
export async function coverTickets(
  tx: WriteTransaction,
  { source, completeSince }: Pick<SyncState, "source" | "completeSince">,
  to: CalendarDate,
): Promise<void> {
  const { matched, unmatched } = await tx.remoteTickets.counts(source);
  if (matched === 0 && Object.keys(unmatched).length > 0) return;
  const { timeZone } = await tx.tenants.get();
  const dayOf = (instant: string) => calendarDateIn(timeZone, new Date(instant));
  const first = await tx.remoteTickets.firstCreatedAt(source);
  const from = completeSince !== null ? addDays(dayOf(completeSince), 1) : first !== null ? dayOf(first) : to;
  if (from <= to) await tx.facts.extendCoverage({ source, kind: "tickets", from, to });
}
