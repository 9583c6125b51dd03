import type { Vendor } from "@cs/models";
import type { EffectHandler, Persistence } from "@cs/persistence";
import { mailDestination, zendeskDestination } from "@cs/services";
import type { Logger } from "../logging/logger.ts";
import { mailHandler } from "./mail-handler.ts";
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
  const isConnected = (vendor: Vendor) => (id: string) => id === tenantId && integrations.configured.has(vendor);
  const { sendgrid, zendesk } = integrations;
  return {
    [mailDestination]: mailHandler({ persistence, sendgrid, isConnected: isConnected("sendgrid"), log }),
    [zendeskDestination]: ticketDeliveries({ persistence, zendesk, isConnected: isConnected("zendesk"), log }),
  };
}
