import { createHmac } from "node:crypto";
import { equalInConstantTime } from "../webhooks/equal-in-constant-time.ts";
import type { SignedWebhook } from "../webhooks/signed-webhook.ts";

/**
 * Whether Intercom signed a webhook with the client secret of the app: `sha1=` and HMAC-SHA1 over the raw body, in hex.
 * False for everything else; it never throws.
 *
 * No header says when it was signed. The body does, in `created_at`, but Intercom delivers late by design: once more after
 * a minute, and up to two hours later to who answers 429. A window that lets these pass would stop nobody, so `now` is
 * not used. What protects from replay is the id of the notification, which a repeat shares: act on each id once.
 * https://developers.intercom.com/docs/references/webhooks/webhook-models
 */
export function verifyIntercomWebhook({ secret, headers, body }: SignedWebhook): boolean {
  const signature = headers["x-hub-signature"];
  if (signature === undefined) return false;
  const expected = createHmac("sha1", secret).update(body).digest("hex");
  return equalInConstantTime(signature, `sha1=${expected}`);
}
