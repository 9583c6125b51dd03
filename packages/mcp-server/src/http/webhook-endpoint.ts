import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { Vendor } from "@cs/models";
import type { Logger, Metrics, RateLimits, WebhookOutcome, Webhooks } from "@cs/runtime";
import { draining, type InFlight } from "./in-flight.ts";
import { readBody } from "./read-body.ts";
import { type Refusal, refuse, respond, tooMany } from "./refuse.ts";

export interface WebhookEndpointOptions {
  readonly webhooks: Webhooks;
  readonly limits: Pick<RateLimits, "takeWebhook">;
  readonly metrics: Pick<Metrics, "countWebhook">;
  readonly inFlight: InFlight;
  /** Where a request comes from. */
  readonly addressOf: (request: IncomingMessage) => string;
  readonly log: Logger;
}

const path = /^\/webhooks\/([a-z]+)$/;

/** Batches of vendors are smaller. */
const longestBodyBytes = 1024 * 1024;
/** Vendors send a body at once. */
const bodyMilliseconds = 10_000;

const wrongMethod: Refusal = { status: 405, message: "Webhooks are sent with POST", headers: { allow: "POST" } };
const fromBrowser: Refusal = { status: 403, message: "Webhooks do not come from web pages" };
const tooLong: Refusal = { status: 413, message: `A webhook may have ${longestBodyBytes} bytes at most` };
const tooSlow: Refusal = { status: 408, message: "The body did not come in time", headers: { connection: "close" } };
/** Vendors send again what is answered so. */
const later: Refusal = { status: 503, message: "The webhook cannot be stored now", headers: { "retry-after": "5" } };

/** Answers webhooks of vendors, which prove by their signature who sends them. */
export function createWebhookEndpoint(options: WebhookEndpointOptions) {
  const { webhooks, limits, metrics, inFlight, addressOf, log } = options;

  /** Which vendor a path is for, when its webhooks are taken. */
  function vendorOf(pathname: string): Vendor | null {
    const name = path.exec(pathname)?.[1];
    return [...webhooks.configured].find((vendor) => vendor === name) ?? null;
  }

  async function answer(vendor: Vendor, request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method !== "POST") return refuse(response, wrongMethod);
    if (request.headers.origin !== undefined) return refuse(response, fromBrowser);
    const wait = await limits.takeWebhook(`${vendor} ${addressOf(request)}`);
    if (wait !== null) return refuse(response, tooMany(wait));
    const body = await within(bodyMilliseconds, readBody(request, longestBodyBytes));
    if (body === "late") return refuse(response, tooSlow);
    if (body === null) return refuse(response, tooLong);
    // The server may have begun to end while the body came in.
    if (inFlight.draining) return refuse(response, draining);
    inFlight.add(response);
    const outcome = await take(vendor, { headers: headersOf(request), body, now: Date.now() });
    if (outcome === null) return refuse(response, later);
    answerOutcome(response, outcome);
  }

  /** Null when it cannot be stored now. */
  async function take(vendor: Vendor, webhook: Parameters<Webhooks["take"]>[1]): Promise<WebhookOutcome | null> {
    try {
      return await webhooks.take(vendor, webhook);
    } catch (error) {
      log.error({ vendor, error }, "a webhook was not stored");
      return null;
    }
  }

  return {
    vendorOf,
    async answer(vendor: Vendor, request: IncomingMessage, response: ServerResponse): Promise<void> {
      const began = performance.now();
      await answer(vendor, request, response);
      const { statusCode: status } = response;
      metrics.countWebhook(vendor, status);
      log.info({ vendor, status, milliseconds: Math.round(performance.now() - began) }, "answered a webhook");
    },
  };
}

function answerOutcome(response: ServerResponse, outcome: WebhookOutcome): void {
  // Whoever did not sign it is told nothing.
  if (outcome.status === "not_signed") response.writeHead(401).end();
  else if (outcome.status === "malformed") respond(response, 400, { error: outcome.reason });
  else respond(response, 200, { status: outcome.status });
}

/** The first value of each header: no vendor signs with several. */
function headersOf({ headers }: IncomingMessage): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value].flat()[0]]));
}

async function within<T>(milliseconds: number, work: Promise<T>): Promise<T | "late"> {
  const answered = new AbortController();
  try {
    return await Promise.race([work, sleep(milliseconds, "late" as const, { signal: answered.signal })]);
  } finally {
    answered.abort();
  }
}
