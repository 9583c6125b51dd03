export type { AcceptedEmail } from "./accepted-email.ts";
export type { SendgridKey } from "./api-key.ts";
export type { BulkPart } from "./bulk-part.ts";
export type { DeliveryEvent } from "./delivery-event.ts";
export type { DropCause } from "./drop-cause.ts";
export type {
  BulkEmail,
  EmailAddress,
  EmailSettings,
  Envelope,
  FixedContent,
  NewEmail,
  NewTemplateEmail,
  TemplateContent,
  TemplateEnvelope,
} from "./email.ts";
export { parseSendgridEvents, type SendgridEvents } from "./parse-events.ts";
export type { SendgridRegion } from "./region.ts";
export { createSendgrid, type Sendgrid, type SendgridOptions } from "./sendgrid.ts";
export { type EmailSuppression, suppressionOf } from "./suppression.ts";
export { type SignedSendgridWebhook, verifySendgridWebhook } from "./verify-webhook.ts";
