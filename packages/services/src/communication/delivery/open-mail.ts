import { calendarDateIn, type MessageCategory, type MessageState } from "@cs/models";
import type { StoredMessage, WriteTransaction } from "@cs/persistence";
import { nothingKnown, objectionTo } from "../permissions/objection-to.ts";
import { htmlOf } from "../template/render-template.ts";

/** A message as it is given to a provider. */
export interface OutgoingMail {
  readonly messageId: string;
  readonly address: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly category: MessageCategory;
}

/** States from which a message may be sent: it waits, or a person has asked for another attempt. */
const sendable: readonly MessageState[] = ["accepted", "scheduled", "failed", "unknown"];

/** Mail that is later than this says something that is no longer so, or was sent before a backup was restored. */
const latestMs = 24 * 3_600_000;

/**
 * The message to send now, or null when it is not to be sent: it was, or what has happened since it was stored speaks
 * against it, which is then noted.
 */
export async function openMail(tx: WriteTransaction, messageId: string, now: Date): Promise<OutgoingMail | null> {
  const message = await tx.messages.open(messageId);
  if (!message || !sendable.includes(message.state)) return null;
  const { subject, body, address, category, sendAt } = message;
  if (subject === null || body === null) return null;
  if (now.getTime() - Date.parse(sendAt) > latestMs) {
    const reason = `it was to be sent by ${sendAt}, and more than 24 hours have gone by`;
    await tx.messages.settle(messageId, { state: "failed", reason, taken: null });
    return null;
  }
  const objection = await objectionSince(tx, message, now);
  if (objection !== null) {
    await tx.messages.settle(messageId, { state: "suppressed", reason: objection, taken: null });
    return null;
  }
  return { messageId, address, subject, text: body, html: htmlOf(body), category };
}

/** Between the call and the sending, people leave and unsubscribe. */
async function objectionSince(
  tx: WriteTransaction,
  { clientId, address, category }: StoredMessage,
  now: Date,
): Promise<string | null> {
  const permissions = await tx.permissions.of([address]);
  const objection = objectionTo(category, permissions.get(address) ?? nothingKnown);
  if (objection !== null) return objection;
  const { timeZone } = await tx.tenants.get();
  const today = calendarDateIn(timeZone, now);
  const contacts = await tx.queries.mailContacts({
    clientIds: [clientId],
    addresses: [address],
    roles: [],
    limit: 100,
  });
  const isThere = contacts.some(({ departedOn }) => departedOn === null || departedOn > today);
  return isThere ? null : "the contact has departed or has another address";
}
