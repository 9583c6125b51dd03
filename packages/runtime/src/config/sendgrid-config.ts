import type { SendgridConfig } from "./integrations-config.ts";
import { missingSetting } from "./missing-setting.ts";
import type { ReadSetting } from "./read-setting.ts";

/** Null when nothing of it is set. Half a configuration is refused: it would look as if SendGrid were used. */
export function sendgridConfig(read: ReadSetting): SendgridConfig | null {
  const apiKey = read("SENDGRID_API_KEY");
  const email = read("SENDGRID_FROM_EMAIL");
  const name = read("SENDGRID_FROM_NAME") ?? undefined;
  const region = read("SENDGRID_REGION");
  const baseUrl = read("SENDGRID_BASE_URL") ?? undefined;
  const webhookPublicKey = read("SENDGRID_WEBHOOK_PUBLIC_KEY");
  if (apiKey === null) {
    if (email ?? name ?? region ?? baseUrl ?? webhookPublicKey) throw missingSetting("SendGrid", "SENDGRID_API_KEY");
    return null;
  }
  if (email === null) throw missingSetting("SendGrid", "SENDGRID_FROM_EMAIL");
  return { apiKey, from: { email, name }, region: region ?? "global", baseUrl, webhookPublicKey };
}
