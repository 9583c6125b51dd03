import { z } from "zod";

/** What SendGrid took, and has yet to deliver: the webhook tells what becomes of it. */
export interface AcceptedEmail {
  /** SendGrid's id, with which those of all copies begin; null in sandbox mode. */
  readonly vendorMessageId: string | null;
}

/** The headers of the answer, whose body is empty. */
export const acceptedOnWire = z
  .object({ "x-message-id": z.string().min(1) })
  .transform((headers): AcceptedEmail => ({ vendorMessageId: headers["x-message-id"] }));

/** In sandbox mode nothing is sent, and nothing needs an id. */
export const checkedOnWire = z
  .object({ "x-message-id": z.string().nullish() })
  .transform((headers): AcceptedEmail => ({ vendorMessageId: headers["x-message-id"] ?? null }));
