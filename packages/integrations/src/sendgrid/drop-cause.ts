/** Why SendGrid did not send an e-mail. */
export type DropCause =
  /** The address bounced before. */
  | "bounced_address"
  /** It is no address. */
  | "invalid_address"
  /** The recipient called an earlier e-mail spam. */
  | "spam_reporting_address"
  | "unsubscribed_address"
  /** SendGrid takes the e-mail for spam. */
  | "spam_content"
  | "over_quota"
  | "other";

/** The reasons as SendGrid writes them. */
const causes: Readonly<Record<string, DropCause>> = {
  "bounced address": "bounced_address",
  invalid: "invalid_address",
  "spam reporting address": "spam_reporting_address",
  "unsubscribed address": "unsubscribed_address",
  "spam content": "spam_content",
  "recipient list over package quota": "over_quota",
};

export function dropCauseOf(reason: string | null | undefined): DropCause {
  const known = (reason ?? "").toLowerCase();
  return Object.hasOwn(causes, known) ? (causes[known] ?? "other") : "other";
}
