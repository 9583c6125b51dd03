import { parseSendgridEvents, type SendgridEvents, verifySendgridWebhook } from "@cs/integrations/sendgrid";
import { takeDeliveryEvents } from "@cs/services";
import type { SendgridConfig } from "../config/integrations-config.ts";
import { mailEventOf } from "../integrations/mail-events.ts";
import type { VendorWebhook } from "./webhook.ts";

/** What became of e-mails. Null where SendGrid sends no events here. */
export function sendgridWebhook(config: SendgridConfig | null): VendorWebhook<SendgridEvents> | null {
  const publicKey = config?.webhookPublicKey;
  if (!publicKey) return null;
  return {
    verify: (webhook) => verifySendgridWebhook({ ...webhook, publicKey }),
    parse: parseSendgridEvents,
    async take({ events }, { persistence, tenantId }) {
      if (events.length === 0) return "ignored";
      const told = events.map(mailEventOf);
      const { taken } = await persistence.write(tenantId, (tx) => takeDeliveryEvents(tx, told));
      return taken > 0 ? "taken" : "repeated";
    },
  };
}
