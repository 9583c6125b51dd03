import { IntegrationError } from "@cs/models";
import type { VendorOutcome } from "../outcome.ts";
import type { AcceptedEmail } from "./accepted-email.ts";
import { type Envelope, recipientsOf } from "./email.ts";
import { splitEnvelopes } from "./split-envelopes.ts";

/**
 * What became of one request of a bulk e-mail: SendGrid accepts or refuses all its recipients together. Where
 * `error.mayHaveHappened`, they may get the e-mail all the same, so it is not to be sent to them again.
 */
export type BulkPart = RecipientsOfPart &
  (
    | ({ readonly outcome: "accepted" } & AcceptedEmail)
    | { readonly outcome: "failed"; readonly error: IntegrationError }
  );

interface RecipientsOfPart {
  /** The ids of its messages here, in order. */
  readonly messageIds: readonly string[];
  /** All addresses, those of cc and bcc too, in order. */
  readonly recipients: readonly string[];
}

/** Sends envelopes in as few requests as can be, one after the other; one that fails does not stop the next. */
export async function sendInParts(
  envelopes: readonly Envelope[],
  send: (part: readonly Envelope[]) => Promise<VendorOutcome<AcceptedEmail>>,
): Promise<VendorOutcome<readonly BulkPart[]>> {
  const parts: BulkPart[] = [];
  for (const part of splitEnvelopes(envelopes)) {
    const sent = await send(part).catch(failed);
    if (sent.outcome === "not_configured") return sent;
    const { outcome } = sent;
    parts.push({
      messageIds: part.map(({ messageId }) => messageId),
      recipients: part.flatMap(recipientsOf).map(({ email }) => email),
      ...(outcome === "failed" ? sent : { outcome: "accepted", ...sent.value }),
    });
  }
  return { outcome: "done", value: parts };
}

function failed(error: unknown): { readonly outcome: "failed"; readonly error: IntegrationError } {
  if (error instanceof IntegrationError) return { outcome: "failed", error };
  throw error;
}
