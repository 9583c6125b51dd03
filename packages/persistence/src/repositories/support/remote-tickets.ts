import type { ClientId, Instant, SupportTicket } from "@cs/models";

/** Why a ticket belongs to no account. */
export const unmatchedReasons = ["requester_unknown", "no_account", "several_accounts"] as const;
export type UnmatchedReason = (typeof unmatchedReasons)[number];

/** A ticket of a help desk as it was taken last. */
export interface RemoteTicketEntry {
  readonly externalId: string;
  /** The id of the ticket here, when it was made here: one ticket there has it. */
  readonly ownId: string | null;
  readonly clientId: ClientId | null;
  readonly unmatched: UnmatchedReason | null;
  readonly organizationId: string | null;
  readonly requesterDomain: string | null;
  readonly updatedAt: Instant;
  readonly statedAt: Instant | null;
}

/** A ticket that people have to find an account for. */
export interface UnmatchedTicket {
  readonly externalId: string;
  readonly reason: UnmatchedReason;
  readonly organizationId: string | null;
  readonly requesterDomain: string | null;
  readonly updatedAt: Instant;
}

/** A ticket as facts have it, with its account. */
export interface StoredTicket extends SupportTicket {
  readonly externalId: string;
  readonly clientId: ClientId;
}
