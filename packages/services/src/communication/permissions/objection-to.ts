import { type MailPermission, type MessageCategory, type SuppressionReason, suppressionReasons } from "@cs/models";

/** Nothing is known of an address: nobody objected, and nobody agreed. */
export const nothingKnown: MailPermission = { suppressions: [], consents: {} };

const reasons: Readonly<Record<SuppressionReason, string>> = {
  bounce: "the address does not take mail",
  spam_report: "the recipient reported spam",
  request: "the address was suppressed by request",
  unsubscribe: "the recipient unsubscribed",
};

/** Those that hold for every message, also for what has to be sent. */
const hard: readonly SuppressionReason[] = ["bounce", "spam_report", "request"];

/**
 * Why a message of a category must not be sent to an address; null when it may. A transactional one needs no consent and
 * minds only an address that takes no mail, a report of spam and a request; a lifecycle one also minds that somebody
 * unsubscribed or withdrew consent; for marketing there must be consent.
 */
export function objectionTo(category: MessageCategory, { suppressions, consents }: MailPermission): string | null {
  const inForce = suppressions.filter(({ scope }) => scope === "all" || scope === category);
  const minded = inForce.filter(({ reason }) => hard.includes(reason) || category !== "transactional");
  const reason = suppressionReasons.find((each) => minded.some((suppression) => suppression.reason === each));
  if (reason !== undefined) return reasons[reason];
  if (category === "transactional") return null;
  if (consents[category] === false) return `consent to ${category} messages was withdrawn`;
  if (category === "marketing" && consents.marketing !== true) return "there is no consent to marketing messages";
  return null;
}
