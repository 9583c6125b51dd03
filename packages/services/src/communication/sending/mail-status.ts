import { InvalidInputError } from "@cs/models";
import type { StoredMessage } from "@cs/persistence";
import { z } from "zod";
import { decodeCursor, encodeCursor } from "../../operation/cursor.ts";
import type { OperationContext } from "../../operation/operation.ts";
import type { StatusRequest } from "./mail-input.ts";
import { emptyAnswer, type MailAnswer, type RecipientAnswer } from "./mail-output.ts";

const positionSchema = z.strictObject({ messageId: z.string() });

/** How far a message has come, with what was told of it; else a page of those of a call or of all, newest first. */
export async function mailStatus(request: StatusRequest, context: OperationContext<"read">): Promise<MailAnswer> {
  const { messageId, batchId } = request;
  if (messageId === undefined) return statusOfMany(request, context);
  if (batchId !== undefined) {
    throw new InvalidInputError("A message and a batch are asked for.", {
      field: "messageId",
      hint: "Leave out batchId or messageId.",
    });
  }
  const [message, events] = await Promise.all([
    context.tx.messages.get(messageId),
    context.tx.messages.events(messageId),
  ]);
  const { subject, body, address: email } = message;
  return {
    ...emptyAnswer,
    batchId: message.batchId,
    counts: { [message.state]: 1 },
    recipients: [describeStored(message)],
    message: subject !== null && body !== null ? { email, subject, body } : null,
    events: events.map(({ kind, at, reason }) => ({ kind, at, reason: reason?.slice(0, 200) ?? null })),
    total: 1,
  };
}

async function statusOfMany(
  { batchId: asked, limit = 25, cursor }: StatusRequest,
  { tx }: OperationContext<"read">,
): Promise<MailAnswer> {
  const batchId = asked ?? null;
  const question = { batchId };
  const after = cursor === undefined ? null : decodeCursor(positionSchema, question, cursor).messageId;
  const [rows, counts] = await Promise.all([
    tx.messages.list({ batchId, after, limit: limit + 1 }),
    tx.messages.counts(batchId),
  ]);
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return {
    ...emptyAnswer,
    batchId,
    counts,
    recipients: page.map(describeStored),
    nextCursor: last ? encodeCursor(question, { messageId: last.messageId }) : null,
    total: Object.values(counts).reduce((sum, count) => sum + count, 0),
  };
}

function describeStored({ messageId, clientId, address: email, state, reason }: StoredMessage): RecipientAnswer {
  return { messageId, clientId, email, state, reason };
}
