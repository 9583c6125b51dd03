import type { CallReport } from "@cs/integrations";
import { createIntercom, type Intercom } from "@cs/integrations/intercom";
import { createSendgrid, type Sendgrid } from "@cs/integrations/sendgrid";
import { createZendesk, type Zendesk } from "@cs/integrations/zendesk";
import type { Vendor } from "@cs/models";
import type { Config } from "../config/config.ts";
import type { Logger } from "../logging/logger.ts";

/** The vendors that this installation uses; the methods of one it does not use say `not_configured`. */
export interface Integrations {
  /** Those that have settings. */
  readonly configured: ReadonlySet<Vendor>;
  readonly intercom: Intercom;
  readonly sendgrid: Sendgrid;
  readonly zendesk: Zendesk;
  close(): Promise<void>;
}

const used = ["intercom", "sendgrid", "zendesk"] as const satisfies readonly Vendor[];

/** Nothing connects before the first call. Each call is one line of the log. */
export function openIntegrations(config: Pick<Config, (typeof used)[number]>, log: Logger): Integrations {
  const options = { onCall: (call: CallReport) => log.info(call, "called a vendor") };
  const intercom = createIntercom(config.intercom ? { ...config.intercom, ...options } : undefined);
  const sendgrid = createSendgrid(config.sendgrid ? { ...config.sendgrid, ...options } : undefined);
  const zendesk = createZendesk(config.zendesk ? { ...config.zendesk, ...options } : undefined);
  return {
    configured: new Set(used.filter((vendor) => config[vendor] !== null)),
    intercom,
    sendgrid,
    zendesk,
    async close() {
      await Promise.all([intercom.close(), sendgrid.close(), zendesk.close()]);
    },
  };
}
