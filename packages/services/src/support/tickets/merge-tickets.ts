import { InvalidInputError } from "@cs/models";
import type { OperationContext } from "../../operation/operation.ts";
import { answerOf } from "./answer-of.ts";
import { changeTicket } from "./change-ticket.ts";
import { describeTickets } from "./describe-tickets.ts";
import { requireChangeable, requireVersion, routeOf } from "./hold-ticket.ts";
import { unknownTicket } from "./read-tickets.ts";
import { eventOf } from "./store-ticket.ts";
import { outboxEffectOf } from "./ticket-effects.ts";
import { loggedRef, refOf, ticketIdOf } from "./ticket-id.ts";
import type { MergeTicketInput } from "./ticket-input.ts";
import type { TicketsAnswer } from "./ticket-output.ts";

/** Closes a ticket in favour of another one of the same client, which shows the comments of both from then on. */
export async function mergeTickets(
  { ticketId, expectedVersion, into }: MergeTicketInput,
  context: OperationContext<"write">,
): Promise<TicketsAnswer> {
  const { tx, now, actor } = context;
  const [from, to] = await tx.tickets.hold(refOf(ticketId), refOf(into));
  if (!from) throw unknownTicket(ticketId);
  if (!to) throw unknownTicket(into, "into");
  requireVersion(from, expectedVersion);
  requireChangeable(from, context);
  requireChangeable(to, context, "into");
  if (ticketIdOf(from) === ticketIdOf(to) || from.clientId !== to.clientId) {
    throw new InvalidInputError("A ticket is merged into another one of the same client.", {
      field: "into",
      hint: "Find tickets of the client with action list.",
    });
  }
  const occurredAt = now.toISOString();
  const { destination } = await routeOf(from, context);
  const body = `Merged into ${await nameAtZendesk(ticketIdOf(to), context)}.`;
  const note = { public: false, by: "agent", author: actor, authorEmail: null, body, createdAt: occurredAt } as const;
  const commentId = await tx.tickets.addComment(from, note);
  const noted = eventOf({ type: "commented", occurredAt, actor, commentId, destination });
  const sequence = await tx.tickets.record(from, [
    noted,
    eventOf({ type: "merged", occurredAt, actor, after: loggedRef(to) }),
  ]);
  if (destination !== null) {
    const { source, externalId } = from;
    const payload = { source, externalId, sequence, commentId };
    await tx.outbox.add(outboxEffectOf({ type: "ticket.comment", payload }, sequence));
  }
  const { changed, notSent } = await changeTicket(from, { status: "closed" }, context);
  const version = await tx.tickets.record(to, [
    eventOf({ type: "merged", occurredAt, actor, before: loggedRef(from) }),
  ]);
  return answerOf({ ...(await describeTickets([changed, { ...to, version }], context)), notSent });
}

/** What agents at Zendesk know the ticket by, if it is there. */
async function nameAtZendesk(ticketId: string, { tx }: OperationContext<"write">): Promise<string> {
  const ref = refOf(ticketId);
  if (ref.source === "zendesk") return `#${ref.externalId}`;
  const remoteId = (await tx.tickets.remote(ref, "zendesk"))?.remoteId ?? null;
  return remoteId === null ? ticketId : `#${remoteId}`;
}
