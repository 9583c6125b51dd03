import { createMixpanel, type LostEvent, type Mixpanel } from "@cs/integrations/mixpanel";
import { createZendesk, type Zendesk } from "@cs/integrations/zendesk";
import type { Config } from "../config/config.ts";
import type { Logger } from "../logging/logger.ts";

/** The vendors that this installation uses; the methods of one it does not use say `not_configured`. */
export interface Integrations {
  readonly zendesk: Zendesk;
  readonly mixpanel: Mixpanel;
  /** Sends what waits, in bounded time. */
  close(): Promise<void>;
}

/** Nothing connects before the first call. Each call is one line of the log, and so are events that are lost. */
export function openIntegrations(config: Pick<Config, "zendesk" | "mixpanel">, log: Logger): Integrations {
  const onCall = (call: object) => log.info(call, "called a vendor");
  const onLost = (events: readonly LostEvent[]) =>
    log.warn({ vendor: "mixpanel", insertIds: events.map(({ insertId }) => insertId) }, "events are lost");
  const zendesk = createZendesk(config.zendesk ? { ...config.zendesk, onCall } : undefined);
  const mixpanel = createMixpanel(config.mixpanel ? { ...config.mixpanel, onCall, onLost } : undefined);
  return {
    zendesk,
    mixpanel,
    async close() {
      await Promise.all([zendesk.close(), mixpanel.close()]);
    },
  };
}
