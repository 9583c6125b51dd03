import type { SupportTicket, TicketEvent, TicketRef, TicketStatus } from "@cs/models";
import type { TicketRecord, WriteTransaction } from "@cs/persistence";

/** A ticket with the account it belongs to. */
export type TicketState = TicketRef & SupportTicket & Pick<TicketRecord, "clientId">;

/** Writes the state of a ticket where everybody reads it, as a fact of its source. */
export async function storeTicket(tx: WriteTransaction, state: TicketState): Promise<void> {
  const { source, externalId, clientId, subject, priority, status, escalated } = state;
  const { createdAt, firstRepliedAt, solvedAt } = state;
  const fact = { subject, priority, status, createdAt, firstRepliedAt, solvedAt, escalated };
  const [outcome] = await tx.facts.writeTickets(source, [{ externalId, customer: clientId, ...fact }]);
  if (!outcome || outcome.status === "rejected") throw new Error(`ticket ${source}:${externalId} was not stored`);
}

/** A status and since when it is solved, if it is. */
export function inStatus(
  { solvedAt, createdAt }: Pick<SupportTicket, "solvedAt" | "createdAt">,
  status: TicketStatus,
  at: string,
): Pick<SupportTicket, "status" | "solvedAt"> {
  if (status !== "solved" && status !== "closed") return { status, solvedAt: null };
  // A clock that is behind that of the source must not have it solved before it was created.
  const first = Date.parse(at) < Date.parse(createdAt) ? createdAt : at;
  return { status, solvedAt: solvedAt ?? first };
}

/** An event with what most events do not have. */
export function eventOf(event: Pick<TicketEvent, "type" | "occurredAt" | "actor"> & Partial<TicketEvent>): TicketEvent {
  return { before: null, after: null, commentId: null, overruled: false, destination: null, ...event };
}
