import { type Recipients, recipientsOf } from "./email.ts";

/** What one request to SendGrid may hold. */
export interface RequestLimits {
  readonly envelopes: number;
  /** Over to, cc and bcc of all envelopes. */
  readonly recipients: number;
}

/** https://www.twilio.com/docs/sendgrid/api-reference/mail-send/limitations */
export const requestLimits: RequestLimits = { envelopes: 1000, recipients: 1000 };

/**
 * Parts of a list that each fit into one request, in its order and as few as that order allows: each takes what follows
 * until that no longer fits. An envelope that fits into none is a part of its own.
 */
export function splitEnvelopes<Each extends Recipients>(
  envelopes: readonly Each[],
  limits: RequestLimits = requestLimits,
): readonly (readonly Each[])[] {
  const parts: Each[][] = [];
  let part: Each[] = [];
  let recipients = 0;
  for (const envelope of envelopes) {
    const more = recipientsOf(envelope).length;
    const fits = part.length < limits.envelopes && recipients + more <= limits.recipients;
    if (part.length === 0 || !fits) {
      part = [];
      parts.push(part);
      recipients = 0;
    }
    part.push(envelope);
    recipients += more;
  }
  return parts;
}
