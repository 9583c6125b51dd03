import { type NewMessage, newId } from "@cs/persistence";
import type { OperationContext } from "../../operation/operation.ts";
import { mailEffect } from "../delivery/mail-effect.ts";
import { describeMailing, mailNotSent } from "./describe-mailing.ts";
import type { MailingRequest } from "./mail-input.ts";
import { emptyAnswer, type MailAnswer } from "./mail-output.ts";
import { type PreparedMailing, type PreparedMessage, prepareMail } from "./prepare-mail.ts";

/** What `send` would do with what is stored now. Nothing is stored. */
export async function previewMail(request: MailingRequest, context: OperationContext<"read">): Promise<MailAnswer> {
  const prepared = await prepareMail(request, context);
  const messages = prepared.messages.map((message) => ({ message, messageId: null }));
  return {
    ...emptyAnswer,
    ...describeMailing(prepared, messages, { readyState: "ready", limit: request.limit }),
    notSent: mailNotSent(context.connected),
  };
}

/**
 * Stores one message per recipient, and has each sent once the call is committed. Where no provider is connected nothing is
 * stored either, and the answer says so.
 */
export async function sendMail(request: MailingRequest, context: OperationContext<"write">): Promise<MailAnswer> {
  const { limit } = request;
  const prepared = await prepareMail(request, context);
  const notSent = mailNotSent(context.connected);
  if (notSent.length > 0) {
    const messages = prepared.messages.map((message) => ({ message, messageId: null }));
    return { ...emptyAnswer, ...describeMailing(prepared, messages, { readyState: "not_sent", limit }), notSent };
  }
  const readyState = prepared.sendAt === null ? "accepted" : "scheduled";
  const messages = prepared.messages.map((message) => ({ message, messageId: newId("msg") }));
  const described = describeMailing(prepared, messages, { readyState, limit });
  if (messages.length === 0) return { ...emptyAnswer, ...described };
  const batchId = newId("mb");
  const { tx, actor, requestId } = context;
  const origin = { batchId, prepared, request, context };
  await tx.messages.add(messages.map(({ message, messageId }) => storedMessage(messageId, message, origin)));
  const ready = messages.filter(({ message }) => message.outcome === "ready");
  await tx.outbox.add(...ready.map(({ messageId }) => mailEffect(messageId, prepared.sendAt)));
  const clientIds = new Set(prepared.messages.map(({ contact }) => contact.clientId));
  const [clientId = null] = clientIds.size === 1 ? clientIds : [];
  // Addresses stay out of the audit log, which nobody can erase from.
  const after = { batchId, category: request.category, template: prepared.template, counts: described.counts };
  const changes = [{ field: "messages", before: null, after }];
  await tx.audit.add({ actor, operation: "send_personalized_email", clientId, requestId, reason: null, changes });
  return { ...emptyAnswer, ...described, batchId };
}

interface Origin {
  readonly batchId: string;
  readonly prepared: PreparedMailing;
  readonly request: MailingRequest;
  readonly context: OperationContext<"write">;
}

function storedMessage(
  messageId: string,
  message: PreparedMessage,
  { batchId, prepared: { template, sendAt }, request: { category }, context: { now, actor } }: Origin,
): NewMessage {
  const { clientId, source, externalId, address } = message.contact;
  const isReady = message.outcome === "ready";
  return {
    messageId,
    batchId,
    clientId,
    contactSource: source,
    contactId: externalId,
    address,
    category,
    templateName: template?.name ?? null,
    templateVersion: template?.version ?? null,
    subject: isReady ? message.subject : null,
    body: isReady ? message.body : null,
    state: isReady ? (sendAt === null ? "accepted" : "scheduled") : message.outcome,
    reason: isReady ? null : message.reason,
    sendAt: sendAt ?? now.toISOString(),
    author: actor,
  };
}
