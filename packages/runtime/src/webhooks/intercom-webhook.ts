import {
  type IntercomNotification,
  parseIntercomNotification,
  type SkippedNotification,
  verifyIntercomWebhook,
} from "@cs/integrations/intercom";
import { type ContactEvent, takeContactEvent } from "@cs/services";
import type { IntercomConfig } from "../config/integrations-config.ts";
import { remoteContactOf } from "../integrations/intercom/intercom-contacts.ts";
import type { VendorWebhook } from "./webhook.ts";

/** Notifications about contacts. One that does not say when its contact changed is left to the next sync. */
export function intercomWebhook(
  config: IntercomConfig | null,
): VendorWebhook<IntercomNotification | SkippedNotification> | null {
  const secret = config?.clientSecret;
  if (!secret) return null;
  return {
    verify: (webhook) => verifyIntercomWebhook({ ...webhook, secret }),
    parse: parseIntercomNotification,
    async take(notification, context) {
      const event = contactEventOf(notification);
      if (!event) return "ignored";
      const { repeated } = await takeContactEvent({ ...context, source: "intercom" }, event);
      return repeated ? "repeated" : "taken";
    },
  };
}

/** Null for what tells of no contact. */
function contactEventOf(notification: IntercomNotification | SkippedNotification): ContactEvent | null {
  switch (notification.kind) {
    case "contact_created":
    case "contact_updated":
    case "contact_tagged": {
      const { id, at, contact: told } = notification;
      // Companies are not asked for while Intercom waits: what the last sync found holds until the next one.
      const contact = remoteContactOf(told, { companyIds: null, statedAt: told.updatedAt });
      return contact && { id, at, contact };
    }
    case "contact_deleted":
      return { id: notification.id, at: notification.at, removed: notification.contact.id };
    default:
      return null;
  }
}
