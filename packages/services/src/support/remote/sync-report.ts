import type { Instant } from "@cs/models";
import type { SyncCounts, SyncState, UnmatchedReason, UnmatchedTicket, WriteTransaction } from "@cs/persistence";

/** What a run read, and which tickets have no account now. */
export interface SyncReport extends SyncCounts {
  readonly source: string;
  /** Read was what changed from then on; null for everything. */
  readonly since: Instant | null;
  /** Tickets that lack what every ticket has, such as a time, and were left out. */
  readonly incomplete: number;
  /** How many tickets have no account, by the reason: of all that were ever read. */
  readonly withoutAccount: Partial<Record<UnmatchedReason, number>>;
  /** Up to 100 of them, the one that was changed last first. */
  readonly unmatchedTickets: readonly UnmatchedTicket[];
}

const listedTickets = 100;

export async function syncReport(
  tx: Pick<WriteTransaction, "remoteTickets">,
  { source, since, read, written, unchanged, unmatched }: SyncState,
): Promise<SyncReport> {
  const { unmatched: withoutAccount } = await tx.remoteTickets.counts(source);
  return {
    source,
    since,
    read,
    written,
    unchanged,
    unmatched,
    incomplete: read - written - unchanged - unmatched,
    withoutAccount,
    unmatchedTickets: await tx.remoteTickets.unmatched(source, listedTickets),
  };
}
