import type { Instant } from "@cs/models";
import type { Persistence } from "@cs/persistence";
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
  { persistence, tenantId, source }: TakeTicketEventOptions,
  { id, at, ticket }: TicketEvent,
): Promise<{ readonly repeated: boolean; readonly outcome: object }> {
  const key = { consumer: "tickets", source: `/webhooks/${source}`, eventId: id };
  return persistence.write(tenantId, async (tx) => {
    const earlier = await tx.inbox.open(key);
    if (earlier) return { repeated: true, outcome: earlier };
    const [taken] = await takeRemoteTickets(tx, source, [ticket]);
    const outcome = { ticket: ticket.id, ...taken };
    await tx.inbox.record({ ...key, subject: ticket.id, occurredAt: at, outcome });
    return { repeated: false, outcome };
  });
}
