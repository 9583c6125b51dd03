import type { CommentAuthor, Instant, TicketEventType, TicketPriority, TicketStatus } from "@cs/models";
import type { Generated } from "kysely";
import type { TenantRow } from "./tenant-row.ts";

/** What names a ticket in `tickets`. */
interface OfTicket extends TenantRow {
  source: string;
  external_id: string;
}

/** What is said on tickets, to the requester or among agents. */
export interface TicketCommentTable extends OfTicket {
  comment_id: string;
  public: boolean;
  written_by: CommentAuthor;
  author: string | null;
  author_email: string | null;
  body: string;
  created_at: Instant;
  recorded_at: Generated<Instant>;
}

/** What happened to tickets, in order. */
export interface TicketLogTable extends OfTicket {
  /** From 1 on, by ticket; the newest is the version of the ticket. */
  sequence: number;
  type: TicketEventType;
  occurred_at: Instant;
  actor: string;
  before: string | null;
  after: string | null;
  comment_id: string | null;
  overruled: Generated<boolean>;
  /** Where it is to be sent; null when it stays here. */
  destination: string | null;
  recorded_at: Generated<Instant>;
}

/** Tickets at a vendor, as they were when both sides last exchanged them. */
export interface TicketRemoteTable extends OfTicket {
  vendor: string;
  /** Null until the vendor has the ticket. */
  remote_id: string | null;
  /** In the vendor's own writing, to be given back as it is. */
  remote_updated_at: string | null;
  subject: string | null;
  status: TicketStatus | null;
  priority: TicketPriority | null;
  exchanged_at: Generated<Instant>;
}
