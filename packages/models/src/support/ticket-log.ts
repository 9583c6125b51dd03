import type { Instant } from "../values/instant.ts";
import type { TicketPriority, TicketStatus } from "./support-ticket.ts";

/** What names a ticket for ever: the source it comes from and its id there. */
export interface TicketRef {
  readonly source: string;
  readonly externalId: string;
}

/** The fields of a ticket that both sides may change. */
export interface TicketFields {
  readonly subject: string | null;
  readonly status: TicketStatus | null;
  readonly priority: TicketPriority | null;
}

export const ticketFields = ["subject", "status", "priority"] as const satisfies readonly (keyof TicketFields)[];
export type TicketField = (typeof ticketFields)[number];

/** What can happen to a ticket; a field names its change. */
export const ticketEventTypes = ["created", "commented", ...ticketFields, "merged"] as const;
export type TicketEventType = (typeof ticketEventTypes)[number];

/** Something that happened to a ticket. */
export interface TicketEvent {
  readonly type: TicketEventType;
  readonly occurredAt: Instant;
  /** Who did it; the vendor for what was done there. */
  readonly actor: string;
  /** The value of the field before. Of a merger: the ticket that was merged into this one, as `source:id`. */
  readonly before: string | null;
  /** The value of the field from then on. Of a merger: the ticket that this one was merged into, as `source:id`. */
  readonly after: string | null;
  /** The comment that was made. */
  readonly commentId: string | null;
  /** Whether a change here gave way to one at the vendor. */
  readonly overruled: boolean;
  /** Where it is to be sent; null when it stays here. */
  readonly destination: string | null;
}

export const commentAuthors = ["agent", "requester"] as const;
export type CommentAuthor = (typeof commentAuthors)[number];

/** A comment on a ticket. The first one of a ticket is what was asked. */
export interface TicketComment {
  readonly commentId: string;
  /** Whether the requester sees it; else it is a note. */
  readonly public: boolean;
  readonly by: CommentAuthor;
  /** Who wrote it: a name; null when nobody recorded it. */
  readonly author: string | null;
  readonly authorEmail: string | null;
  readonly body: string;
  readonly createdAt: Instant;
}

/** A ticket at a vendor, as it was when the two sides last exchanged it. */
export interface RemoteSide extends TicketFields {
  readonly vendor: string;
  /** The vendor's id; null until the vendor has the ticket. */
  readonly remoteId: string | null;
  /** When it last changed there, in the vendor's own writing; null when that is not known. */
  readonly remoteUpdatedAt: string | null;
}
