import { type TicketEvent, type TicketField, type TicketFields, type TicketRef, ticketFields } from "@cs/models";
import type { LoggedEvent, TicketRecord, WriteTransaction } from "@cs/persistence";
import { eventOf, inStatus, storeTicket, type TicketState } from "../store-ticket.ts";
import { fieldsOnTheirWay, recordTheirSide } from "../their-side.ts";
import { zendeskDestination } from "../ticket-effects.ts";
import { sameThere } from "./resolve-changes.ts";

/** A ticket as Zendesk has it; a field that it does not tell is null. */
export interface TicketThere extends TicketFields {
  readonly id: string;
  readonly updatedAt: string | null;
}

/** Something that both sides have just agreed on. */
export interface Exchange {
  readonly ref: TicketRef;
  readonly there: TicketThere;
  /** Up to which event of the log Zendesk has heard of what was changed here; later changes are on their way. */
  readonly heard: number;
  /** Fields of which a change here was given up. */
  readonly overruled: readonly TicketField[];
  readonly now: Date;
}

/**
 * Keeps what a ticket is at Zendesk, and takes over here what is different there, unless a change of it is on its way. Every
 * field that is taken over is logged as done by Zendesk.
 */
export async function takeExchange(tx: WriteTransaction, exchange: Exchange): Promise<void> {
  const { ref, there, now } = exchange;
  const [ticket] = await tx.tickets.hold(ref);
  if (!ticket) throw new Error(`there is no ticket ${ref.source}:${ref.externalId}`);
  const taken = fieldsToTake(ticket, await tx.tickets.log([ref]), exchange);
  if (taken.length > 0) await storeTicket(tx, withFields(ticket, exchange, taken));
  const { id, updatedAt, subject, status, priority } = there;
  await recordTheirSide(tx, ref, {
    changes: taken.map((field) => takenEvent(field, ticket, exchange)),
    there: { vendor: zendeskDestination, remoteId: id, remoteUpdatedAt: updatedAt, subject, status, priority },
    at: now.toISOString(),
  });
}

function fieldsToTake(
  ticket: TicketRecord,
  log: readonly LoggedEvent[],
  { there, heard }: Exchange,
): readonly TicketField[] {
  const onTheirWay = fieldsOnTheirWay(log, { helpDesk: zendeskDestination, after: heard });
  return ticketFields.filter(
    (field) => there[field] !== null && !sameThere(field, there[field], ticket[field]) && !onTheirWay.has(field),
  );
}

function withFields(ticket: TicketRecord, { there, now }: Exchange, taken: readonly TicketField[]): TicketState {
  const has = (field: TicketField) => taken.includes(field);
  const status = has("status") && there.status !== null ? there.status : ticket.status;
  return {
    ...ticket,
    subject: has("subject") ? there.subject : ticket.subject,
    priority: has("priority") ? there.priority : ticket.priority,
    ...inStatus(ticket, status, there.updatedAt ?? now.toISOString()),
  };
}

function takenEvent(type: TicketField, ticket: TicketRecord, { there, overruled, now }: Exchange): TicketEvent {
  return eventOf({
    ...{ type, occurredAt: now.toISOString(), actor: zendeskDestination },
    ...{ before: ticket[type], after: there[type], overruled: overruled.includes(type) },
  });
}
