import { type MailEvent, type MailEventKind, type MessageState, messageStates } from "@cs/models";
import type { MessageMove } from "@cs/persistence";

/** What an event proves of its message; null when it proves nothing. Whoever opens a message has got it. */
const proved: Readonly<Record<MailEventKind, { readonly state: MessageState; readonly reason: string | null } | null>> =
  {
    processed: { state: "sent", reason: null },
    deferred: { state: "sent", reason: null },
    delivered: { state: "delivered", reason: null },
    opened: { state: "delivered", reason: null },
    clicked: { state: "delivered", reason: null },
    unsubscribed: { state: "delivered", reason: null },
    bounced: { state: "bounced", reason: "the address does not take mail" },
    blocked: { state: "bounced", reason: "the recipient's server refused this message" },
    dropped: { state: "bounced", reason: "the provider dropped it" },
    spam_reported: { state: "complained", reason: "the recipient reported spam" },
    resubscribed: null,
  };

/** How far each state is; what a provider tells is further than what we know ourselves. */
const ranks: Readonly<Record<MessageState, number>> = {
  accepted: 0,
  scheduled: 0,
  suppressed: 0,
  failed: 0,
  unknown: 0,
  sent: 1,
  delivered: 2,
  bounced: 3,
  complained: 4,
};

/**
 * Where events move their messages: to the furthest state that they prove, and never back. Events come late, twice and in
 * any order, and the end is the same.
 */
export function movesAfter(events: readonly Pick<MailEvent, "messageId" | "kind">[]): MessageMove[] {
  const furthest = new Map<string, MessageMove>();
  for (const { messageId, kind } of events) {
    const found = proved[kind];
    if (messageId === null || found === null) continue;
    const before = furthest.get(messageId);
    if (before && ranks[before.state] >= ranks[found.state]) continue;
    const from = messageStates.filter((state) => ranks[state] < ranks[found.state]);
    furthest.set(messageId, { messageId, ...found, from });
  }
  return [...furthest.values()];
}
