export type { CallReport } from "./http/call-report.ts";
export type { TransportTimeouts } from "./http/transport.ts";
export type { VendorClientOptions } from "./http/vendor-client.ts";
export type { NotConfigured, VendorOutcome } from "./outcome.ts";
export type { SignedWebhook } from "./webhooks/signed-webhook.ts";
export type { ZendeskCredentials } from "./zendesk/credentials.ts";
export type { RemoteTicket } from "./zendesk/ticket.ts";
export type { RemoteUser } from "./zendesk/user.ts";
export { verifyZendeskWebhook } from "./zendesk/verify-webhook.ts";
export {
  createZendesk,
  type NewTicket,
  type TicketComment,
  type TicketPage,
  type TicketUpdate,
  type Zendesk,
  type ZendeskOptions,
} from "./zendesk/zendesk.ts";
