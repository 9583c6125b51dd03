import { z } from "zod";

/** What SendGrid says of an API key. It does not say whose it is. */
export interface SendgridKey {
  /** What the key allows, in SendGrid's names. */
  readonly scopes: readonly string[];
  /** Whether e-mails can be sent with it. */
  readonly maySend: boolean;
}

/** https://www.twilio.com/docs/sendgrid/api-reference/api-key-permissions/retrieve-a-list-of-scopes-for-which-this-user-has-access */
export const scopesOnWire = z
  .object({ scopes: z.array(z.string()) })
  .transform(({ scopes }): SendgridKey => ({ scopes, maySend: scopes.includes("mail.send") }));
