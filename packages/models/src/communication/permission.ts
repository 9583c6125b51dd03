import type { Instant } from "../values/instant.ts";
import { type MessageCategory, messageCategories } from "./message.ts";

/**
 * Why an address is not written to: it does not take mail, its owner called a message spam, its owner wants no more of it, or
 * somebody here decided so.
 */
export const suppressionReasons = ["bounce", "spam_report", "unsubscribe", "request"] as const;
export type SuppressionReason = (typeof suppressionReasons)[number];

/** Which messages a suppression is about. */
export const suppressionScopes = ["all", ...messageCategories] as const;
export type SuppressionScope = (typeof suppressionScopes)[number];

/** A suppression that is in force. */
export interface Suppression {
  readonly scope: SuppressionScope;
  readonly reason: SuppressionReason;
  readonly since: Instant;
}

/** What an address may be sent. */
export interface MailPermission {
  readonly suppressions: readonly Suppression[];
  /** The last word on each category: true is given, false is withdrawn. */
  readonly consents: Readonly<Partial<Record<MessageCategory, boolean>>>;
}
