import type { Instant } from "@cs/models";
import type { ClaimedEffect, OutboxEffect } from "@cs/persistence";
import { z } from "zod";

/** Where the relay takes messages. */
export const mailDestination = "mail";

const payloadSchema = z.strictObject({ messageId: z.string() });

/**
 * Has one message sent. Each is an effect of its own, so that what goes wrong with one says nothing of the others. It names
 * the message and nothing of it: who is erased is not in the outbox.
 */
export function mailEffect(messageId: string, dueAt: Instant | null): OutboxEffect {
  const named = { destination: mailDestination, key: messageId, type: "mail.send", payload: { messageId } };
  return dueAt === null ? named : { ...named, dueAt };
}

/** The message that an effect sends. */
export function messageOfEffect({ payload }: Pick<ClaimedEffect, "payload">): string {
  return payloadSchema.parse(payload).messageId;
}
