import { CsError, type Vendor } from "@cs/models";
import type { Config } from "../config/config.ts";
import { type InTurn, inTurn } from "./in-turn.ts";
import { intercomWebhook } from "./intercom-webhook.ts";
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
  readonly config: Pick<Config, "intercom" | "sendgrid" | "zendesk">;
}

/** More than that are not stored before their vendors give up; they are told to come again at once. */
const mostWaiting = 100;

/**
 * Takes one webhook of a vendor at a time in this process: they would wait for each other in the database, and hold
 * connections there that calls need.
 */
export function openWebhooks({ config, ...context }: WebhooksOptions): Webhooks {
  const takers = new Map<Vendor, Take>();
  const add = <Message>(vendor: Vendor, webhook: VendorWebhook<Message> | null) => {
    if (!webhook) return;
    const turn = inTurn(mostWaiting);
    takers.set(vendor, (given) => takeOne(webhook, given, { ...context, turn }));
  };
  add("intercom", intercomWebhook(config.intercom));
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
  { turn, ...context }: WebhookContext & { readonly turn: InTurn },
): Promise<WebhookOutcome> {
  if (!verify(webhook)) return { status: "not_signed" };
  const read = readBody(() => parse(webhook.body));
  if ("reason" in read) return { status: "malformed", reason: read.reason };
  return { status: await turn(() => take(read.message, context)) };
}

function readBody<Message>(parse: () => Message): { readonly message: Message } | { readonly reason: string } {
  try {
    return { message: parse() };
  } catch (error) {
    if (CsError.isInstance(error) && error.code === "invalid_input") return { reason: error.message };
    throw error;
  }
}
