import { InvalidInputError } from "@cs/models";
import type { OperationContext } from "../../operation/operation.ts";
import { answerOf } from "./answer-of.ts";
import { describeComment, describeTickets } from "./describe-tickets.ts";
import { holdTicket, routeOf } from "./hold-ticket.ts";
import { eventOf, storeTicket } from "./store-ticket.ts";
import { outboxEffectOf, zendeskDestination } from "./ticket-effects.ts";
import type { CommentInput } from "./ticket-input.ts";
import type { TicketsAnswer } from "./ticket-output.ts";

/** Adds a comment to a ticket. The first public one of an agent is the first reply. */
export async function commentTicket(input: CommentInput, context: OperationContext<"write">): Promise<TicketsAnswer> {
  const { tx, now, actor, requestId } = context;
  const { body, by = "agent", public: isPublic = false } = input;
  const ticket = await holdTicket(input, context);
  const { source, externalId, clientId } = ticket;
  const { destination, reason } = await routeOf(ticket, context);
  if (by === "requester" && destination !== null) {
    throw new InvalidInputError("Zendesk takes the words of a requester only from the requester.", {
      field: "by",
      hint: "Leave out by, or wait until the comment comes from Zendesk.",
    });
  }
  const createdAt = now.toISOString();
  const said = { public: isPublic, by, author: by === "agent" ? actor : null, authorEmail: null, body, createdAt };
  const commentId = await tx.tickets.addComment(ticket, said);
  const firstRepliedAt = ticket.firstRepliedAt ?? (by === "agent" && isPublic ? createdAt : null);
  if (firstRepliedAt !== ticket.firstRepliedAt) await storeTicket(tx, { ...ticket, firstRepliedAt });
  const commented = eventOf({ type: "commented", occurredAt: createdAt, actor, commentId, destination });
  const sequence = await tx.tickets.record(ticket, [commented]);
  if (destination !== null) {
    const payload = { source, externalId, sequence, commentId };
    await tx.outbox.add(outboxEffectOf({ type: "ticket.comment", payload }, sequence));
  }
  const changes = [{ field: "comment", before: null, after: { commentId, public: isPublic, by } }];
  await tx.audit.add({ actor, operation: "handle_support_ticket", clientId, requestId, reason: null, changes });
  return answerOf({
    ...(await describeTickets([{ ...ticket, firstRepliedAt, version: sequence }], context)),
    comments: [describeComment({ source, externalId, commentId, ...said })],
    notSent: reason === null ? [] : [{ platform: zendeskDestination, effect: "add comment", reason }],
  });
}
