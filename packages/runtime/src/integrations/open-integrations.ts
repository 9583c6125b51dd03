import { createIntercom, type Intercom } from "@cs/integrations/intercom";
import { createZendesk, type Zendesk } from "@cs/integrations/zendesk";
import type { Config } from "../config/config.ts";
import type { IntercomConfig } from "../config/integrations-config.ts";
import type { Logger } from "../logging/logger.ts";

/** The vendors that this installation uses; the methods of one it does not use say `not_configured`. */
export interface Integrations {
  readonly zendesk: Zendesk;
  readonly intercom: Intercom;
  close(): Promise<void>;
}

/** Nothing connects before the first call. Each call is one line of the log. */
export function openIntegrations(config: Pick<Config, "zendesk" | "intercom">, log: Logger): Integrations {
  const onCall = (call: object) => log.info(call, "called a vendor");
  const zendesk = createZendesk(config.zendesk ? { ...config.zendesk, onCall } : undefined);
  const intercom = createIntercom(config.intercom ? { ...withoutSecret(config.intercom), onCall } : undefined);
  return {
    zendesk,
    intercom,
    async close() {
      await Promise.all([zendesk.close(), intercom.close()]);
    },
  };
}

/** What calls need: the client secret is for webhooks. */
function withoutSecret({ clientSecret: _, ...calls }: IntercomConfig) {
  return calls;
}
