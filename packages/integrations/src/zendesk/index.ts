export type { ZendeskCredentials } from "./credentials.ts";
export type { RemoteTicket } from "./ticket.ts";
export { parseZendeskEvent, type ZendeskEvent } from "./ticket-event.ts";
export type { MeasuredTicket, TicketTimes } from "./ticket-metrics.ts";
export type { RemoteUser } from "./user.ts";
export { verifyZendeskWebhook } from "./verify-webhook.ts";
export {
  createZendesk,
  type NewTicket,
  type TicketComment,
  type TicketPage,
  type TicketUpdate,
  type Zendesk,
  type ZendeskOptions,
} from "./zendesk.ts";
