import type { TicketEvent, TicketRef } from "@cs/models";
import type { NewComment, WriteTransaction } from "../src/index.ts";

/** What is said on the ticket of the account, and what Zendesk has of it. */
export async function fillTicket(tx: WriteTransaction, mark: string): Promise<void> {
  const commentId = await tx.tickets.addComment(testTicket, ticketComment({ body: mark, author: mark }));
  await tx.tickets.record(testTicket, [ticketEvent({ actor: mark, commentId })]);
  const fields = { subject: mark, status: "open", priority: "P2" } as const;
  const remote = { vendor: "zendesk", remoteId: mark, remoteUpdatedAt: null, ...fields };
  await tx.tickets.keepRemote(testTicket, remote, "2024-06-30T10:00:00.000Z");
}

/** The ticket that each filled tenant has. */
export const testTicket: TicketRef = { source: "crm", externalId: "T-1" };

/** A note of an agent; a test names only what it is about. */
export function ticketComment(part: Partial<NewComment> = {}): NewComment {
  return {
    ...{ public: false, by: "agent", author: "ann", authorEmail: null, body: "Seen." },
    createdAt: "2024-06-30T10:00:00.000Z",
    ...part,
  };
}

/** A comment in the log of a ticket; a test names only what it is about. */
export function ticketEvent(part: Partial<TicketEvent> = {}): TicketEvent {
  return {
    ...{ type: "commented", occurredAt: "2024-06-30T10:00:00.000Z", actor: "ann", before: null, after: null },
    ...{ commentId: null, overruled: false, destination: null },
    ...part,
  };
}
