import type { Instant } from "@cs/models";
import type { DeliveryEvent } from "./delivery-event.ts";

/** An address that must not be written to any more. */
export interface EmailSuppression {
  readonly email: string;
  readonly reason: "hard_bounce" | "invalid_address" | "spam_report" | "unsubscribed";
  /** Only e-mails of this unsubscribe group must not be sent; null for all, also where the group is not known. */
  readonly groupId: number | null;
  readonly since: Instant;
}

/**
 * What an event says about writing to its address again; null when nothing speaks against it. A message that was blocked or
 * deferred, held for spam or over the quota says nothing of the address. `group_resubscribed` ends the suppression of its
 * group; it is not one.
 */
export function suppressionOf(event: DeliveryEvent): EmailSuppression | null {
  const { email, at: since } = event;
  switch (event.kind) {
    case "bounced":
      return event.bounce === "hard" ? { email, reason: "hard_bounce", groupId: null, since } : null;
    case "spam_reported":
      return { email, reason: "spam_report", groupId: null, since };
    case "unsubscribed":
      return { email, reason: "unsubscribed", groupId: null, since };
    case "group_unsubscribed":
      return { email, reason: "unsubscribed", groupId: event.groupId, since };
    case "dropped":
      return droppedFor(event);
    default:
      return null;
  }
}

function droppedFor({
  email,
  at: since,
  cause,
  groupId,
}: Extract<DeliveryEvent, { kind: "dropped" }>): EmailSuppression | null {
  switch (cause) {
    case "bounced_address":
      return { email, reason: "hard_bounce", groupId: null, since };
    case "invalid_address":
      return { email, reason: "invalid_address", groupId: null, since };
    case "spam_reporting_address":
      return { email, reason: "spam_report", groupId: null, since };
    case "unsubscribed_address":
      // Of an e-mail of a group nobody knows whether the recipient left that or all; SendGrid itself keeps the rest back.
      return { email, reason: "unsubscribed", groupId, since };
    default:
      return null;
  }
}
