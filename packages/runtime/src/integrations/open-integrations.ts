import type { CallReport } from "@cs/integrations";
import { createIntercom, type Intercom } from "@cs/integrations/intercom";
import { createMixpanel, type LostEvent, type Mixpanel } from "@cs/integrations/mixpanel";
import { createSendgrid, type Sendgrid } from "@cs/integrations/sendgrid";
import { createZendesk, type Zendesk } from "@cs/integrations/zendesk";
import { type Vendor, vendors } from "@cs/models";
import type { ContactSource, UsageSource } from "@cs/services";
import type { Config } from "../config/config.ts";
import type { Logger } from "../logging/logger.ts";
import { intercomContacts } from "./intercom/intercom-contacts.ts";
import { mixpanelUsage } from "./mixpanel-usage.ts";

/** The vendors that this installation uses; the methods of one it does not use say `not_configured`. */
export interface Integrations {
  /** Those that have settings. */
  readonly configured: ReadonlySet<Vendor>;
  readonly intercom: Intercom;
  readonly mixpanel: Mixpanel;
  readonly sendgrid: Sendgrid;
  readonly zendesk: Zendesk;
  /** The contacts of Intercom; it remembers companies from one sync to the next. */
  readonly contacts: ContactSource;
  /** The events of Mixpanel; null without a service account, which reading needs. */
  readonly usage: UsageSource | null;
  /** Sends what waits, in bounded time. */
  close(): Promise<void>;
}

/** Nothing connects before the first call. Each call is one line of the log, and so are events that are lost. */
export function openIntegrations(config: Pick<Config, Vendor>, log: Logger): Integrations {
  const options = { onCall: (call: CallReport) => log.info(call, "called a vendor") };
  const onLost = (events: readonly LostEvent[]) =>
    log.warn({ vendor: "mixpanel", insertIds: events.map(({ insertId }) => insertId) }, "events are lost");
  const intercom = createIntercom(config.intercom ? { ...config.intercom, ...options } : undefined);
  const mixpanel = createMixpanel(config.mixpanel ? { ...config.mixpanel, ...options, onLost } : undefined);
  const sendgrid = createSendgrid(config.sendgrid ? { ...config.sendgrid, ...options } : undefined);
  const zendesk = createZendesk(config.zendesk ? { ...config.zendesk, ...options } : undefined);
  return {
    configured: new Set(vendors.filter((vendor) => config[vendor] !== null)),
    intercom,
    mixpanel,
    sendgrid,
    zendesk,
    contacts: intercomContacts(intercom),
    usage: config.mixpanel?.serviceAccount ? mixpanelUsage(mixpanel, { ...config.mixpanel.usage, log }) : null,
    async close() {
      await Promise.all([intercom.close(), mixpanel.close(), sendgrid.close(), zendesk.close()]);
    },
  };
}
