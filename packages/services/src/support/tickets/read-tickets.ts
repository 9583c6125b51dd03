import { NotFoundError, ticketStatuses } from "@cs/models";
import { z } from "zod";
import { decodeCursor, encodeCursor } from "../../operation/cursor.ts";
import type { OperationContext } from "../../operation/operation.ts";
import { describeComment, describeEvent, describeTickets } from "./describe-tickets.ts";
import { refOf } from "./ticket-id.ts";
import type { GetTicketInput, ListTicketsInput } from "./ticket-input.ts";
import type { TicketsAnswer } from "./ticket-output.ts";

const ticketPosition = z.strictObject({ at: z.string().max(40), source: z.string(), externalId: z.string() });
const commentPosition = z.strictObject({ createdAt: z.iso.datetime(), commentId: z.string() });

const unsolved = ticketStatuses.filter((status) => status !== "solved" && status !== "closed");
const eventsShown = 20;

/** A page of tickets, the newest first. */
export async function listTickets(
  { clientId, status, priority, limit = 10, cursor }: ListTicketsInput,
  context: OperationContext<"read">,
): Promise<TicketsAnswer> {
  const { tx } = context;
  if (clientId !== undefined) await tx.accounts.get(clientId);
  const question = { clientId: clientId ?? null, status: status ?? null, priority: priority ?? null };
  const after = cursor === undefined ? null : decodeCursor(ticketPosition, question, cursor);
  const statuses = status === "unsolved" ? unsolved : status === undefined ? null : [status];
  const asked = { clientId: question.clientId, priority: question.priority, statuses };
  const { rows, total } = await tx.tickets.list({ ...asked, after, limit: limit + 1 });
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  const position = last && { at: last.at, source: last.source, externalId: last.externalId };
  return {
    ...(await describeTickets(page, context)),
    ...{ comments: [], events: [], total, notSent: [] },
    nextCursor: position ? encodeCursor(question, position) : null,
  };
}

/** A ticket with a page of its comments, those of tickets that were merged into it among them. */
export async function getTicket(
  { ticketId, limit = 10, cursor }: GetTicketInput,
  context: OperationContext<"read">,
): Promise<TicketsAnswer> {
  const { tx } = context;
  const ref = refOf(ticketId);
  const ticket = await tx.tickets.find(ref);
  if (!ticket) throw unknownTicket(ticketId);
  const question = { ticketId };
  const after = cursor === undefined ? null : decodeCursor(commentPosition, question, cursor);
  const refs = await tx.tickets.withMerged(ref);
  const { rows, total } = await tx.tickets.comments({ refs, after, limit: limit + 1 });
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  const log = await tx.tickets.log([ref]);
  return {
    ...(await describeTickets([ticket], context)),
    comments: page.map(describeComment),
    events: log.slice(-eventsShown).map(describeEvent),
    nextCursor: last ? encodeCursor(question, { createdAt: last.createdAt, commentId: last.commentId }) : null,
    total,
    notSent: [],
  };
}

/** The same for another tenant's ticket and for one that nobody has. */
export function unknownTicket(ticketId: string, field = "ticketId"): NotFoundError {
  return new NotFoundError(`There is no ticket ${JSON.stringify(ticketId.slice(0, 80))}.`, {
    field,
    hint: "Find the id with action list.",
  });
}
