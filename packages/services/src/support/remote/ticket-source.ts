import type { Instant } from "@cs/models";
import type { RemoteTicket } from "./remote-ticket.ts";

/** A help desk whose tickets can be read. */
export interface TicketSource {
  /** Its name as the source of facts, as `zendesk`. */
  readonly name: string;
  /** How many tickets have changed since then; null for all. */
  count(since: Instant | null): Promise<number>;
  /** A page of up to 1,000 of them, in an order that does not change, each with its present state. */
  page(request: TicketPageRequest): Promise<TicketPage>;
}

export interface TicketPageRequest {
  readonly since: Instant | null;
  /** As the page before named it; null for the first. */
  readonly cursor: string | null;
}

export interface TicketPage {
  readonly tickets: readonly RemoteTicket[];
  /** How many were read, with those that lack too much to be taken. */
  readonly read: number;
  /** Of the next page; null after the last. */
  readonly cursor: string | null;
}
