import { newId, ownSource } from "@cs/persistence";
import type { OperationContext } from "../../operation/operation.ts";
import { answerOf } from "./answer-of.ts";
import { describeComment, describeTickets } from "./describe-tickets.ts";
import { routeOf } from "./hold-ticket.ts";
import { eventOf, storeTicket, type TicketState } from "./store-ticket.ts";
import { outboxEffectOf, zendeskDestination } from "./ticket-effects.ts";
import type { CreateTicketInput } from "./ticket-input.ts";
import type { TicketsAnswer } from "./ticket-output.ts";

/** Makes a ticket: its state, what was asked as the first comment, and the beginning of its log. */
export async function createTicket(
  input: CreateTicketInput,
  context: OperationContext<"write">,
): Promise<TicketsAnswer> {
  const { clientId, subject, body, priority = null, requesterEmail: email = null } = input;
  const { tx, now, today, actor, requestId } = context;
  await tx.accounts.get(clientId);
  const createdAt = now.toISOString();
  const ref = { source: ownSource, externalId: newId("tkt") };
  const known = email === null ? null : await tx.tickets.contactName(clientId, email);
  const state: TicketState = {
    ...{ ...ref, clientId, subject, priority, status: "new", createdAt },
    ...{ firstRepliedAt: null, solvedAt: null, escalated: false },
  };
  await storeTicket(tx, state);
  // What is entered here is kept up to date here, so it is known from today on.
  await tx.facts.extendCoverage({ source: ownSource, kind: "tickets", from: today, to: null });
  const author = known ?? input.requesterName ?? null;
  const asked = { public: true, by: "requester", author, authorEmail: email, body, createdAt } as const;
  const commentId = await tx.tickets.addComment(ref, asked);
  const { destination, reason } = await routeOf(ref, context, true);
  const created = eventOf({ type: "created", occurredAt: createdAt, actor, commentId, destination });
  const sequence = await tx.tickets.record(ref, [created]);
  if (destination !== null) {
    const nothingYet = { remoteId: null, remoteUpdatedAt: null, subject: null, status: null, priority: null };
    await tx.tickets.keepRemote(ref, { vendor: zendeskDestination, ...nothingYet }, createdAt);
    await tx.outbox.add(outboxEffectOf({ type: "ticket.create", payload: { ...ref, sequence, commentId } }, sequence));
  }
  const changes = [{ field: "ticket", before: null, after: { ticketId: ref.externalId, priority } }];
  await tx.audit.add({ actor, operation: "handle_support_ticket", clientId, requestId, reason: null, changes });
  return answerOf({
    ...(await describeTickets([{ ...state, version: sequence }], context)),
    comments: [describeComment({ ...ref, commentId, ...asked })],
    notSent: reason === null ? [] : [{ platform: zendeskDestination, effect: "create ticket", reason }],
  });
}
