import { parseZendeskEvent, verifyZendeskWebhook, type ZendeskEvent } from "@cs/integrations/zendesk";
import { takeTicketEvent } from "@cs/services";
import type { ZendeskConfig } from "../config/integrations-config.ts";
import { remoteTicketOf } from "../integrations/zendesk-tickets.ts";
import type { VendorWebhook } from "./webhook.ts";

/** Events of tickets. One that does not describe its ticket, or not whole, is left to the next sync. */
export function zendeskWebhook(config: ZendeskConfig | null): VendorWebhook<ZendeskEvent> | null {
  const secret = config?.webhookSecret;
  if (!secret) return null;
  return {
    verify: (webhook) => verifyZendeskWebhook({ ...webhook, secret }),
    parse: parseZendeskEvent,
    async take({ id, at, ticket: told }, context) {
      const ticket = told && remoteTicketOf(told, { requesterEmail: null, statedAt: at });
      if (!ticket) return "ignored";
      const { repeated } = await takeTicketEvent({ ...context, source: "zendesk" }, { id, at, ticket });
      return repeated ? "repeated" : "taken";
    },
  };
}
