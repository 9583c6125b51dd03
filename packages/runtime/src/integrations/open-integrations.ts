import type { CallReport } from "@cs/integrations";
import { createSendgrid, type Sendgrid } from "@cs/integrations/sendgrid";
import { createZendesk, type Zendesk } from "@cs/integrations/zendesk";
import type { Vendor } from "@cs/models";
import type { Config } from "../config/config.ts";
import type { Logger } from "../logging/logger.ts";

/** The vendors that this installation uses; the methods of one it does not use say `not_configured`. */
export interface Integrations {
  /** Those that have settings. */
  readonly configured: ReadonlySet<Vendor>;
  readonly sendgrid: Sendgrid;
  readonly zendesk: Zendesk;
  close(): Promise<void>;
}

/** Nothing connects before the first call. Each call is one line of the log. */
export function openIntegrations(config: Pick<Config, "sendgrid" | "zendesk">, log: Logger): Integrations {
  const options = { onCall: (call: CallReport) => log.info(call, "called a vendor") };
  const sendgrid = createSendgrid(config.sendgrid ? { ...config.sendgrid, ...options } : undefined);
  const zendesk = createZendesk(config.zendesk ? { ...config.zendesk, ...options } : undefined);
  return {
    configured: new Set((["sendgrid", "zendesk"] as const).filter((vendor) => config[vendor] !== null)),
    sendgrid,
    zendesk,
    async close() {
      await Promise.all([sendgrid.close(), zendesk.close()]);
    },
  };
}
