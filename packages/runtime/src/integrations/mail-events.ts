import { type DeliveryEvent, type EmailSuppression, suppressionOf } from "@cs/integrations/sendgrid";
import type { MailEvent, MailEventKind, SuppressionReason } from "@cs/models";

const kinds: Readonly<Record<Exclude<DeliveryEvent["kind"], "bounced">, MailEventKind>> = {
  processed: "processed",
  deferred: "deferred",
  delivered: "delivered",
  dropped: "dropped",
  opened: "opened",
  clicked: "clicked",
  spam_reported: "spam_reported",
  unsubscribed: "unsubscribed",
  group_unsubscribed: "unsubscribed",
  group_resubscribed: "resubscribed",
};

const reasons: Readonly<Record<EmailSuppression["reason"], SuppressionReason>> = {
  hard_bounce: "bounce",
  invalid_address: "bounce",
  spam_report: "spam_report",
  unsubscribed: "unsubscribe",
};

/**
 * An event of SendGrid in the product's words. Groups are not told apart: who leaves one gets nothing but transactional
 * messages, and who comes back to one is let in again by a person.
 */
export function mailEventOf(event: DeliveryEvent): MailEvent {
  const suppression = suppressionOf(event);
  return {
    provider: "sendgrid",
    eventId: event.id,
    messageId: event.messageId,
    address: event.email,
    kind: event.kind === "bounced" ? (event.bounce === "hard" ? "bounced" : "blocked") : kinds[event.kind],
    at: event.at,
    reason: "reason" in event ? event.reason : null,
    suppression: suppression && reasons[suppression.reason],
  };
}
