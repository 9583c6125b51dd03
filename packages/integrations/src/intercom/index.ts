export type { RemoteAdmin } from "./admin.ts";
export type { CompanyPage, RemoteCompany } from "./company.ts";
export type { RemoteContact } from "./contact.ts";
export type { NewContact } from "./contact-calls.ts";
export type { NewEvent } from "./event.ts";
export { createIntercom, type Intercom, type IntercomOptions } from "./intercom.ts";
export type { NewMessage, RemoteMessage } from "./message.ts";
export type { RemoteNote } from "./note.ts";
export type {
  ConversationAuthor,
  IntercomEvent,
  IntercomNotification,
  NotifiedConversation,
  SkippedNotification,
} from "./notification.ts";
export { parseIntercomNotification } from "./parse-notification.ts";
export { type IntercomRegion, intercomRegions } from "./regions.ts";
export type { ContactPage } from "./search-contacts.ts";
export type { RemoteTag } from "./tag.ts";
export { verifyIntercomWebhook } from "./verify-webhook.ts";
