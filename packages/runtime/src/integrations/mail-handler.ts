import type { Sendgrid } from "@cs/integrations/sendgrid";
import { IntegrationError, InvalidInputError } from "@cs/models";
import {
  type ClaimedEffect,
  defaultRetryPolicy,
  type EffectHandler,
  type MessageOutcome,
  type Persistence,
  Undeliverable,
} from "@cs/persistence";
import { messageOfEffect, type OutgoingMail, openMail } from "@cs/services";
import type { Logger } from "../logging/logger.ts";
import { deliverOnce } from "./deliver-once.ts";

export interface MailHandlerOptions {
  readonly persistence: Persistence;
  readonly sendgrid: Sendgrid;
  /** Whether that is the SendGrid of a tenant. */
  readonly isConnected: (tenantId: string) => boolean;
  readonly log: Pick<Logger, "warn">;
}

/**
 * Sends one message by SendGrid and notes what came of it. One that may have arrived is never sent again by itself: its
 * state is `unknown`, and events may tell more.
 */
export function mailHandler({ persistence, sendgrid, isConnected, log }: MailHandlerOptions): EffectHandler {
  return async (effect) => {
    const messageId = messageOfEffect(effect);
    const note = (outcome: MessageOutcome) =>
      persistence.write(effect.tenantId, (tx) => tx.messages.settle(messageId, outcome));
    const send = async () => {
      if (!isConnected(effect.tenantId)) {
        throw new Error("This worker has no SendGrid for the tenant: set SENDGRID_API_KEY where it runs.");
      }
      const mail = await persistence.write(effect.tenantId, (tx) => openMail(tx, messageId, new Date()));
      if (!mail) return;
      const id = await sendBy(sendgrid, mail);
      await note({ state: "sent", reason: null, taken: { provider: "sendgrid", id } }).catch((cause: unknown) => {
        throw new Undeliverable(`SendGrid took the message as ${id}, and that could not be stored.`, { cause });
      });
    };
    try {
      await deliverOnce(effect, { repeatable: false, send });
    } catch (error) {
      const outcome = outcomeOf(error, effect);
      // The failure itself decides whether the message is tried again, not whether it could be noted.
      const unnoted = (failure: unknown) =>
        log.warn({ messageId, error: failure }, "what came of a message is not noted");
      if (outcome) await note(outcome).catch(unnoted);
      throw error;
    }
  };
}

/** SendGrid's id of the message. */
async function sendBy(sendgrid: Sendgrid, mail: OutgoingMail): Promise<string | null> {
  const { messageId, address, subject, text, html, category } = mail;
  const email = { messageId, to: [{ email: address }], subject, text, html, categories: [category] };
  try {
    const sent = await sendgrid.sendEmail(email);
    if (sent.outcome !== "done") throw new Undeliverable("SendGrid is not configured.");
    return sent.value.vendorMessageId;
  } catch (error) {
    if (error instanceof InvalidInputError) throw new Undeliverable(error.message, { cause: error });
    throw error;
  }
}

/** What a failed attempt makes of the message; null when it is tried again. */
function outcomeOf(error: unknown, { interrupted, attempt }: ClaimedEffect): MessageOutcome | null {
  const reason = error instanceof Error ? error.message : String(error);
  if (error instanceof Undeliverable) {
    const { cause } = error;
    const isKnown = cause instanceof InvalidInputError || (cause instanceof IntegrationError && !cause.mayHaveHappened);
    return { state: interrupted || !isKnown ? "unknown" : "failed", reason, taken: null };
  }
  return attempt >= defaultRetryPolicy.tries ? { state: "failed", reason, taken: null } : null;
}
