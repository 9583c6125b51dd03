import { createZendesk, type Zendesk } from "@cs/integrations/zendesk";
import type { Vendor } from "@cs/models";
import type { Config } from "../config/config.ts";
import type { Logger } from "../logging/logger.ts";

/** The vendors that this installation uses; the methods of one it does not use say `not_configured`. */
export interface Integrations {
  /** Those that have settings. */
  readonly configured: ReadonlySet<Vendor>;
  readonly zendesk: Zendesk;
  close(): Promise<void>;
}

/** Nothing connects before the first call. Each call is one line of the log. */
export function openIntegrations(config: Pick<Config, "zendesk">, log: Logger): Integrations {
  const zendesk = createZendesk(
    config.zendesk ? { ...config.zendesk, onCall: (call) => log.info(call, "called a vendor") } : undefined,
  );
  return {
    configured: new Set(config.zendesk ? ["zendesk"] : []),
    zendesk,
    close: () => zendesk.close(),
  };
}
