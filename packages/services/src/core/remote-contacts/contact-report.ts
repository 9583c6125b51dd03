import type { Instant } from "@cs/models";
import type {
  LeftOutReason,
  RemovedContact,
  SyncCounts,
  SyncState,
  UnmatchedContact,
  WriteTransaction,
} from "@cs/persistence";

/** What a run read, and which contacts have no account now. */
export interface ContactReport extends SyncCounts {
  readonly source: string;
  /** Read was what changed from then on; null for everything. */
  readonly since: Instant | null;
  /** Contacts of the run that are nobody at a customer, or lack what every contact has, and were left out. */
  readonly leftOut: number;
  /** How many contacts are none of an account, by the reason: of all that were ever read. */
  readonly withoutAccount: Partial<Record<LeftOutReason, number>>;
  /** Up to 100 of them, leads aside, the one that was changed last first. */
  readonly unmatchedContacts: readonly UnmatchedContact[];
  /** Up to 100 contacts of accounts that were removed there and are kept here, the last one first. */
  readonly removedContacts: readonly RemovedContact[];
}

const listed = 100;

export async function contactReport(
  tx: Pick<WriteTransaction, "remoteContacts">,
  { source, since, read, written, unchanged, unmatched }: SyncState,
): Promise<ContactReport> {
  const { leftOut: withoutAccount } = await tx.remoteContacts.counts(source);
  return {
    source,
    since,
    read,
    written,
    unchanged,
    unmatched,
    leftOut: read - written - unchanged - unmatched,
    withoutAccount,
    unmatchedContacts: await tx.remoteContacts.unmatched(source, listed),
    removedContacts: await tx.remoteContacts.removed(source, listed),
  };
}
