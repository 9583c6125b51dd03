import type { CallReport } from "@cs/integrations";
import { createIntercom, type Intercom } from "@cs/integrations/intercom";
import { createZendesk, type Zendesk } from "@cs/integrations/zendesk";
import { type Vendor, vendors } from "@cs/models";
import type { Config } from "../config/config.ts";
import type { Logger } from "../logging/logger.ts";

/** The vendors that this installation uses; the methods of one it does not use say `not_configured`. */
export interface Integrations {
  /** Those that have settings. */
  readonly configured: ReadonlySet<Vendor>;
  readonly zendesk: Zendesk;
  readonly intercom: Intercom;
  close(): Promise<void>;
}

/** Nothing connects before the first call. Each call is one line of the log. */
export function openIntegrations(config: Pick<Config, "zendesk" | "intercom">, log: Logger): Integrations {
  const options = { onCall: (call: CallReport) => log.info(call, "called a vendor") };
  const zendesk = createZendesk(config.zendesk ? { ...config.zendesk, ...options } : undefined);
  const intercom = createIntercom(config.intercom ? { ...config.intercom, ...options } : undefined);
  return {
    configured: new Set(vendors.filter((vendor) => vendor in config && config[vendor as keyof typeof config] !== null)),
    zendesk,
    intercom,
    async close() {
      await Promise.all([zendesk.close(), intercom.close()]);
    },
  };
}
