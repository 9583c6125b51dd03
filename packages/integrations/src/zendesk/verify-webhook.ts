import { createHmac } from "node:crypto";
import { equalInConstantTime } from "../webhooks/equal-in-constant-time.ts";
import { isRecent } from "../webhooks/is-recent.ts";
import type { SignedWebhook } from "../webhooks/signed-webhook.ts";

/**
 * Whether Zendesk signed a webhook with the secret within five minutes: Base64 of HMAC-SHA256 over the timestamp and the
 * raw body. False for everything else; it never throws.
 * https://developer.zendesk.com/documentation/webhooks/verifying/
 */
export function verifyZendeskWebhook({ secret, headers, body, now }: SignedWebhook): boolean {
  const signature = headers["x-zendesk-webhook-signature"];
  const timestamp = headers["x-zendesk-webhook-signature-timestamp"];
  if (signature === undefined || timestamp === undefined || !isRecent(timestamp, now)) return false;
  const expected = createHmac("sha256", secret).update(timestamp).update(body).digest("base64");
  return equalInConstantTime(signature, expected);
}
