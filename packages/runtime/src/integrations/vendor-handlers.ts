import type { EffectHandler, Persistence } from "@cs/persistence";
import { zendeskDestination } from "@cs/services";
import type { Logger } from "../logging/logger.ts";
import type { Integrations } from "./open-integrations.ts";
import { ticketDeliveries } from "./zendesk/deliver-tickets.ts";

export interface VendorHandlersOptions {
  readonly persistence: Persistence;
  readonly log: Logger;
  /** The tenant whose vendors these are. */
  readonly tenantId: string;
  readonly integrations: Integrations;
}

/** What delivers effects to vendors, by destination. */
export function vendorHandlers(options: VendorHandlersOptions): Readonly<Record<string, EffectHandler>> {
  const { persistence, log, tenantId, integrations } = options;
  const isConnected = (id: string) => id === tenantId && integrations.configured.has("zendesk");
  return { [zendeskDestination]: ticketDeliveries({ persistence, zendesk: integrations.zendesk, isConnected, log }) };
}
