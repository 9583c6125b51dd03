/** Why a message is sent, which decides what its recipient must have agreed to. */
export const messageCategories = ["transactional", "lifecycle", "marketing"] as const;
export type MessageCategory = (typeof messageCategories)[number];

/**
 * How far a message has come. `accepted` and `scheduled` wait to be sent; `suppressed` and `failed` were not sent, the reason
 * says why; `unknown` may have been sent, and is not sent again. The rest is known from the provider: it took the message
 * (`sent`), the recipient's server took it (`delivered`) or did not (`bounced`), the recipient called it spam
 * (`complained`).
 */
export const messageStates = [
  "accepted",
  "scheduled",
  "suppressed",
  "failed",
  "unknown",
  "sent",
  "delivered",
  "bounced",
  "complained",
] as const;
export type MessageState = (typeof messageStates)[number];
