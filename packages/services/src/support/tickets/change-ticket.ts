import {
  ConflictError,
  InvalidInputError,
  type SupportTicket,
  type TicketFields,
  type TicketStatus,
  ticketFields,
} from "@cs/models";
import type { TicketRecord } from "@cs/persistence";
import type { OperationContext } from "../../operation/operation.ts";
import { answerOf } from "./answer-of.ts";
import { describeTickets } from "./describe-tickets.ts";
import { holdTicket, type Route, routeOf } from "./hold-ticket.ts";
import { eventOf, inStatus, storeTicket } from "./store-ticket.ts";
import { type FieldChangeOfTicket, outboxEffectOf, zendeskDestination } from "./ticket-effects.ts";
import type { MoveTicketInput, UpdateTicketInput } from "./ticket-input.ts";
import type { TicketsAnswer } from "./ticket-output.ts";

/** Changes fields of a ticket. What is as it was asked for is left alone. */
export async function updateTicket(
  input: UpdateTicketInput,
  context: OperationContext<"write">,
): Promise<TicketsAnswer> {
  const { subject, priority, status } = input;
  if (subject === undefined && priority === undefined && status === undefined) {
    throw new InvalidInputError("There is nothing to change.", {
      field: "subject",
      hint: "Give a subject, a priority or a status.",
    });
  }
  const ticket = await holdTicket(input, context);
  if (status !== undefined && ticket.status === "solved") throw alreadyIs("solved", "Use action reopen.");
  return answerChanged(ticket, { subject, priority, status }, context);
}

/** Solves a ticket; its clocks stop. */
export async function solveTicket(input: MoveTicketInput, context: OperationContext<"write">): Promise<TicketsAnswer> {
  const ticket = await holdTicket(input, context);
  if (ticket.status === "solved") throw alreadyIs("solved", "There is nothing to do.");
  return answerChanged(ticket, { status: "solved" }, context);
}

/** Opens a ticket that was solved; its clocks go on. */
export async function reopenTicket(input: MoveTicketInput, context: OperationContext<"write">): Promise<TicketsAnswer> {
  const ticket = await holdTicket(input, context);
  if (ticket.status !== "solved") throw alreadyIs(ticket.status, "Only a solved ticket can be reopened.");
  return answerChanged(ticket, { status: "open" }, context);
}

/** Changes that are asked for; what is absent stays. */
export type TicketChanges = { readonly [Field in keyof TicketFields]?: SupportTicket[Field] | undefined };

async function answerChanged(
  ticket: TicketRecord,
  changes: TicketChanges,
  context: OperationContext<"write">,
): Promise<TicketsAnswer> {
  const { changed, notSent } = await changeTicket(ticket, changes, context);
  return answerOf({ ...(await describeTickets([changed], context)), notSent });
}

/** Stores, logs and sends what changes about a ticket that is held. */
export async function changeTicket(
  ticket: TicketRecord,
  changes: TicketChanges,
  context: OperationContext<"write">,
): Promise<{ readonly changed: TicketRecord; readonly notSent: TicketsAnswer["notSent"] }> {
  const { tx, now, actor, requestId } = context;
  const made = ticketFields.flatMap((field): FieldChangeOfTicket[] => {
    const after = changes[field];
    return after === undefined || after === null || after === ticket[field]
      ? []
      : [{ field, before: ticket[field], after }];
  });
  if (made.length === 0) return { changed: ticket, notSent: [] };
  const at = now.toISOString();
  const { subject = ticket.subject, priority = ticket.priority, status = ticket.status } = changes;
  const state = { ...ticket, subject, priority, ...inStatus(ticket, status, at) };
  await storeTicket(tx, state);
  const route = await routeOf(ticket, context);
  const { destination } = route;
  const events = made.map(({ field: type, before, after }) =>
    eventOf({ type, occurredAt: at, actor, before, after, destination }),
  );
  const first = await tx.tickets.record(ticket, events);
  const version = first + events.length - 1;
  if (destination !== null) {
    const { source, externalId } = ticket;
    const payload = { source, externalId, sequence: version, changes: made };
    await tx.outbox.add(outboxEffectOf({ type: "ticket.update", payload }, first));
  }
  const { clientId } = ticket;
  const audited = made.map(({ field, before, after }) => ({ field: `ticket.${field}`, before, after }));
  await tx.audit.add({
    actor,
    operation: "handle_support_ticket",
    clientId,
    requestId,
    reason: null,
    changes: audited,
  });
  return { changed: { ...state, version }, notSent: updateNotSent(route) };
}

function updateNotSent({ reason }: Route): TicketsAnswer["notSent"] {
  return reason === null ? [] : [{ platform: zendeskDestination, effect: "update ticket", reason }];
}

function alreadyIs(status: TicketStatus, hint: string): ConflictError {
  return new ConflictError(`The ticket is ${status}.`, { field: "ticketId", hint });
}
