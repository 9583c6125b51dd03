import type { Instant } from "@cs/models";
import type { Persistence } from "@cs/persistence";
import { type TakenEvent, takeOnce } from "../../sync/take-once.ts";
import type { RemoteTicket } from "./remote-ticket.ts";
import { takeRemoteTickets } from "./take-remote-tickets.ts";

/** An event that tells of a ticket as it is since then. */
export interface TicketEvent {
  readonly id: string;
  readonly at: Instant;
  readonly ticket: RemoteTicket;
}

export interface TakeTicketEventOptions {
  readonly persistence: Persistence;
  readonly tenantId: string;
  /** The help desk, as `zendesk`. */
  readonly source: string;
}

/** Takes an event of a help desk: whatever order events come in, and however often, at the same time too. */
export function takeTicketEvent(
  { source, ...of }: TakeTicketEventOptions,
  { id, at, ticket }: TicketEvent,
): Promise<TakenEvent> {
  return takeOnce(of, { consumer: "tickets", source, id, at, subject: ticket.id }, async (tx) => {
    const [taken] = await takeRemoteTickets(tx, source, [ticket]);
    return { ticket: ticket.id, ...taken };
  });
}
