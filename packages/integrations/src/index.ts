export type { CallReport } from "./http/call-report.ts";
export type { TransportTimeouts } from "./http/transport.ts";
export type { VendorClientOptions } from "./http/vendor-client.ts";
export type { NotConfigured, VendorOutcome } from "./outcome.ts";
export type { SignedWebhook } from "./webhooks/signed-webhook.ts";
