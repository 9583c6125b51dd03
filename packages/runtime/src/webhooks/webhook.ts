import type { Persistence } from "@cs/persistence";

/** What came in from a vendor. */
export interface Webhook {
  /** In lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** As it came, byte for byte. */
  readonly body: Uint8Array;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** What became of it. `repeated`: it was taken before, and nothing has changed. */
export type WebhookOutcome =
  | { readonly status: "taken" | "repeated" | "ignored" }
  /** The vendor did not sign it, or not now. */
  | { readonly status: "not_signed" }
  | { readonly status: "malformed"; readonly reason: string };

export interface WebhookContext {
  readonly persistence: Persistence;
  readonly tenantId: string;
}

/** How the webhooks of a vendor are taken: `parse` throws `InvalidInputError` for a body that is none of the vendor's. */
export interface VendorWebhook<Message> {
  verify(webhook: Webhook): boolean;
  parse(body: Uint8Array): Message;
  /** Stores a message with its effect, once. */
  take(message: Message, context: WebhookContext): Promise<"taken" | "repeated" | "ignored">;
}
