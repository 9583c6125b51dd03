import { createPublicKey, verify } from "node:crypto";
import { isRecent } from "../webhooks/is-recent.ts";
import type { SignedWebhook } from "../webhooks/signed-webhook.ts";

export interface SignedSendgridWebhook extends Omit<SignedWebhook, "secret"> {
  /** The verification key as SendGrid shows it: Base64 of DER. */
  readonly publicKey: string;
}

/**
 * Whether SendGrid signed a webhook within five minutes: ECDSA on P-256 with SHA-256 over the timestamp and the raw body.
 * False for everything else; it never throws.
 * https://www.twilio.com/docs/sendgrid/for-developers/tracking-events/getting-started-event-webhook-security-features
 */
export function verifySendgridWebhook({ publicKey, headers, body, now }: SignedSendgridWebhook): boolean {
  const signature = headers["x-twilio-email-event-webhook-signature"];
  const timestamp = headers["x-twilio-email-event-webhook-timestamp"];
  if (signature === undefined || timestamp === undefined || !isRecent(timestamp, now)) return false;
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey, "base64"), format: "der", type: "spki" });
    if (key.asymmetricKeyDetails?.namedCurve !== "prime256v1") return false;
    const signed = Buffer.concat([Buffer.from(timestamp), body]);
    return verify("sha256", signed, key, Buffer.from(signature, "base64"));
  } catch {
    return false;
  }
}
