import type { Instant } from "../values/instant.ts";
import type { Vendor } from "../values/vendor.ts";
import type { SuppressionReason } from "./permission.ts";

/** What a provider tells of a message on its way, or of what its recipient did with it. */
export const mailEventKinds = [
  "processed",
  "deferred",
  "delivered",
  "bounced",
  "blocked",
  "dropped",
  "opened",
  "clicked",
  "spam_reported",
  "unsubscribed",
  "resubscribed",
] as const;
export type MailEventKind = (typeof mailEventKinds)[number];

/** One event of a provider, in the product's words. */
export interface MailEvent {
  readonly provider: Vendor;
  /** The provider's id: the same one is the same event. */
  readonly eventId: string;
  /** The id of the message here; null for mail that was not sent from here. */
  readonly messageId: string | null;
  readonly address: string;
  readonly kind: MailEventKind;
  readonly at: Instant;
  /** Written by others. */
  readonly reason: string | null;
  /** Why the address is not to be written to any more; null when nothing speaks against it. */
  readonly suppression: SuppressionReason | null;
}
