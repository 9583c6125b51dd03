import { CsError, type Vendor } from "@cs/models";
import type { Config } from "../config/config.ts";
import { sendgridWebhook } from "./sendgrid-webhook.ts";
import type { VendorWebhook, Webhook, WebhookContext, WebhookOutcome } from "./webhook.ts";
import { zendeskWebhook } from "./zendesk-webhook.ts";

/** What vendors send of themselves. It changes data of the configured tenant alone. */
export interface Webhooks {
  /** Those whose webhooks are taken. */
  readonly configured: ReadonlySet<Vendor>;
  /** Takes a webhook of a configured vendor with its effect. Throws what may pass, so that the vendor sends it again. */
  take(vendor: Vendor, webhook: Webhook): Promise<WebhookOutcome>;
}

type Take = (webhook: Webhook) => Promise<WebhookOutcome>;

export interface WebhooksOptions extends WebhookContext {
  readonly config: Pick<Config, "sendgrid" | "zendesk">;
}

export function openWebhooks({ config, ...context }: WebhooksOptions): Webhooks {
  const takers = new Map<Vendor, Take>();
  const add = <Message>(vendor: Vendor, webhook: VendorWebhook<Message> | null) => {
    if (webhook) takers.set(vendor, (given) => takeOne(webhook, given, context));
  };
  add("sendgrid", sendgridWebhook(config.sendgrid));
  add("zendesk", zendeskWebhook(config.zendesk));
  return {
    configured: new Set(takers.keys()),
    async take(vendor, webhook) {
      const take = takers.get(vendor);
      if (!take) throw new Error(`webhooks of ${vendor} are not configured`);
      return take(webhook);
    },
  };
}

async function takeOne<Message>(
  { verify, parse, take }: VendorWebhook<Message>,
  webhook: Webhook,
  context: WebhookContext,
): Promise<WebhookOutcome> {
  if (!verify(webhook)) return { status: "not_signed" };
  const read = readBody(() => parse(webhook.body));
  if ("reason" in read) return { status: "malformed", reason: read.reason };
  return { status: await take(read.message, context) };
}

function readBody<Message>(parse: () => Message): { readonly message: Message } | { readonly reason: string } {
  try {
    return { message: parse() };
  } catch (error) {
    if (CsError.isInstance(error) && error.code === "invalid_input") return { reason: error.message };
    throw error;
  }
}
