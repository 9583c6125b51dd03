import type { SourcePage, StreamSource } from "../../sync/sync-stream.ts";
import type { RemoteTicket } from "./remote-ticket.ts";

/** A help desk whose tickets can be read, up to 1,000 on a page. */
export type TicketSource = StreamSource<TicketPage>;

export interface TicketPage extends SourcePage {
  readonly tickets: readonly RemoteTicket[];
  /** How many were read, with those that lack too much to be taken. */
  readonly read: number;
}
