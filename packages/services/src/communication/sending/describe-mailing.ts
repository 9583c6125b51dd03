import type { Vendor } from "@cs/models";
import { emptyAnswer, type MailAnswer, type RecipientAnswer, type RecipientState } from "./mail-output.ts";
import type { PreparedMailing, PreparedMessage } from "./prepare-mail.ts";

const shownByDefault = 25;

/** A message of a mailing and the id under which it is stored; null when it is not. */
export interface IdentifiedMessage {
  readonly message: PreparedMessage;
  readonly messageId: string | null;
}

/** A mailing as tools show it, with `readyState` for what nothing speaks against. */
export function describeMailing(
  { unreachable }: Pick<PreparedMailing, "unreachable">,
  messages: readonly IdentifiedMessage[],
  { readyState, limit = shownByDefault }: { readonly readyState: RecipientState; readonly limit?: number | undefined },
): Pick<MailAnswer, "counts" | "recipients" | "message" | "total"> {
  const refused = unreachable.map(({ clientId, address, reason }): RecipientAnswer => {
    return { messageId: null, clientId, email: address, state: "failed", reason };
  });
  const recipients = [...refused, ...messages.map((each) => describeMessage(each, readyState))];
  const first = messages.map(({ message }) => message).find(({ outcome }) => outcome === "ready");
  const isReady = ({ state }: RecipientAnswer) => state === readyState;
  return {
    counts: countStates(recipients),
    recipients: recipients.toSorted((a, b) => Number(isReady(a)) - Number(isReady(b))).slice(0, limit),
    message:
      first?.outcome === "ready"
        ? { email: first.contact.address, subject: first.subject, body: first.body }
        : emptyAnswer.message,
    total: recipients.length,
  };
}

/** Why mail leaves by no provider: SendGrid is the only one, and nothing is ever sent by two. */
export function mailNotSent(connected: ReadonlySet<Vendor>): MailAnswer["notSent"] {
  if (connected.has("sendgrid")) return [];
  const effect = "send email";
  const sendgrid = { platform: "sendgrid", effect, reason: "not_configured" };
  return connected.has("intercom") ? [sendgrid, { platform: "intercom", effect, reason: "not_supported" }] : [sendgrid];
}

function describeMessage({ message, messageId }: IdentifiedMessage, readyState: RecipientState): RecipientAnswer {
  const { clientId, address: email } = message.contact;
  if (message.outcome === "ready") {
    return {
      messageId,
      clientId,
      email,
      state: readyState,
      reason: readyState === "not_sent" ? "not_configured" : null,
    };
  }
  return { messageId, clientId, email, state: message.outcome, reason: message.reason };
}

function countStates(recipients: readonly RecipientAnswer[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { state } of recipients) counts[state] = (counts[state] ?? 0) + 1;
  return counts;
}
