import type { Instant, TicketPriority, TicketStatus } from "@cs/models";

/** A ticket as a help desk has it, in the words of this product. What is not known is null. */
export interface RemoteTicket {
  /** The id that the help desk gave it. */
  readonly id: string;
  /** The id that this product gave it, when it was made here. */
  readonly ownId: string | null;
  readonly subject: string | null;
  readonly status: TicketStatus;
  /** Null where people there gave it none. */
  readonly priority: TicketPriority | null;
  readonly organizationId: string | null;
  readonly requesterEmail: string | null;
  readonly createdAt: Instant;
  /** When it was changed last. */
  readonly updatedAt: Instant;
  /** When the event occurred that tells of it, more exactly; null for one that was read. */
  readonly statedAt: Instant | null;
  readonly firstRepliedAt: Instant | null;
  readonly solvedAt: Instant | null;
}

/** What became of a ticket. `outdated`: a newer state of it is stored. */
export type TakenTicket =
  | { readonly status: "inserted" | "updated" | "unchanged"; readonly clientId: string }
  | { readonly status: "outdated" }
  | { readonly status: "unmatched"; readonly reason: string };
