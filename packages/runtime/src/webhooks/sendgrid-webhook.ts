import { parseSendgridEvents, type SendgridEvents, verifySendgridWebhook } from "@cs/integrations/sendgrid";
import type { Persistence } from "@cs/persistence";
import { takeDeliveryEvents } from "@cs/services";
import type { SendgridConfig } from "../config/integrations-config.ts";
import { mailEventOf } from "../integrations/mail-events.ts";

/** A webhook as it came, byte for byte; headers in lower case. */
interface Received {
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Uint8Array;
  /** Milliseconds since 1970. */
  readonly now: number;
}

interface Receiver {
  readonly persistence: Persistence;
  readonly tenantId: string;
}

/** What became of e-mails. Null where SendGrid sends no events here. */
export function sendgridWebhook(config: SendgridConfig | null) {
  const publicKey = config?.webhookPublicKey;
  if (!publicKey) return null;
  return {
    verify: (webhook: Received) => verifySendgridWebhook({ ...webhook, publicKey }),
    parse: parseSendgridEvents,
    async take({ events }: SendgridEvents, { persistence, tenantId }: Receiver) {
      if (events.length === 0) return "ignored";
      const told = events.map(mailEventOf);
      const { taken } = await persistence.write(tenantId, (tx) => takeDeliveryEvents(tx, told));
      return taken > 0 ? "taken" : "repeated";
    },
  };
}
