import { z } from "zod";
import { idOnWire } from "./contact.ts";
import { timeOnWire } from "./time.ts";

/** A message to one contact, shown in the Messenger or sent as an e-mail. */
export type NewMessage = {
  /** By the vendor's id. A contact that was created a moment ago may not be found yet. */
  readonly to: { readonly id: string; readonly role: "user" | "lead" };
  /** HTML or plain text: what others wrote has to be escaped before it comes here. */
  readonly body: string;
} & (
  | { readonly kind: "in_app" }
  | { readonly kind: "email"; readonly subject: string; readonly template: "plain" | "personal" }
);

export interface RemoteMessage {
  readonly id: string;
  readonly createdAt: string | null;
  /** Null until the contact answers. */
  readonly conversationId: string | null;
}

export const messageAnswer = z
  .object({ id: idOnWire, created_at: timeOnWire.nullish(), conversation_id: idOnWire.nullish() })
  .transform(
    (wire): RemoteMessage => ({
      id: wire.id,
      createdAt: wire.created_at ?? null,
      conversationId: wire.conversation_id ?? null,
    }),
  );

/** A message as Intercom takes it, from the admin with that number. */
export function messageBody(message: NewMessage, adminId: number) {
  const { kind, to, body } = message;
  return {
    // As the examples of the description and the SDK have it; the description's list of values says `in_app`.
    message_type: kind === "in_app" ? "inapp" : "email",
    ...(kind === "email" && { subject: message.subject, template: message.template }),
    body,
    from: { type: "admin", id: adminId },
    to: { type: to.role, id: to.id },
  };
}
