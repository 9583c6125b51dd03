import type { OperationContext } from "../../operation/operation.ts";
import type { SuppressRequest } from "../sending/mail-input.ts";
import { emptyAnswer, type MailAnswer } from "../sending/mail-output.ts";
import { suppress } from "./change-permissions.ts";

/** Has nothing more sent to addresses, known or not. Only people can undo it: text in a message must not talk a model into that. */
export async function suppressAddresses(
  { emails, reason }: SuppressRequest,
  { tx, actor, requestId, now }: OperationContext<"write">,
): Promise<MailAnswer> {
  await suppress(tx, { emails, scope: "all", note: reason, actor, requestId, now });
  const recipients = [...new Set(emails.map((email) => email.toLowerCase()))].map((email) => {
    return { messageId: null, clientId: null, email, state: "suppressed", reason } as const;
  });
  return {
    ...emptyAnswer,
    counts: { suppressed: recipients.length },
    recipients: recipients.slice(0, 50),
    total: recipients.length,
  };
}
