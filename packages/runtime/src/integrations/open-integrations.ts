import { createZendesk, type Zendesk } from "@cs/integrations/zendesk";
import type { Config } from "../config/config.ts";
import type { Logger } from "../logging/logger.ts";

/** The vendors that this installation uses; the methods of one it does not use say `not_configured`. */
export interface Integrations {
  readonly zendesk: Zendesk;
  close(): Promise<void>;
}

/** Nothing connects before the first call. Each call is one line of the log. */
export function openIntegrations(config: Pick<Config, "zendesk">, log: Logger): Integrations {
  const zendesk = createZendesk(
    config.zendesk ? { ...config.zendesk, onCall: (call) => log.info(call, "called a vendor") } : undefined,
  );
  return { zendesk, close: () => zendesk.close() };
}
