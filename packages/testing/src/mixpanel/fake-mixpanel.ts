import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { afterAll, beforeAll } from "vitest";

/** An event as Mixpanel exports it, its time in milliseconds. */
export interface FakeEvent {
  readonly event: string;
  readonly properties: Readonly<Record<string, unknown>> & { readonly time: number };
}

export interface FakeMixpanel {
  readonly url: string;
  /** The settings with which the product uses it. */
  readonly settings: Readonly<Record<string, string>>;
  readonly events: FakeEvent[];
  /** The days of the exports so far, as `2024-01-01..2024-01-03`. */
  readonly exports: string[];
  /** Told of each event before it is sent, which waits for it. */
  before: (event: FakeEvent) => Promise<void> | void;
  /** What the next exports are refused with, as being too many: seconds to wait, or null when it does not say. */
  readonly refusals: (number | null)[];
  /** When it exported, for its limits; without them it is as if an hour had gone by. */
  readonly times: number[];
}

const account = { id: "4711", user: "product.4711", secret: "s3cr3t-Pa55" };
const dayMs = 86_400_000;
const limits = { anHour: 60, aSecond: 3 };

/** A small Mixpanel for all tests of a file, which exports events within the limits that Mixpanel's documentation names. */
export function useFakeMixpanel(): FakeMixpanel {
  const state = {
    url: "",
    settings: {} as Record<string, string>,
    events: [] as FakeEvent[],
    exports: [] as string[],
    before: (() => {}) as FakeMixpanel["before"],
    refusals: [] as (number | null)[],
    times: [] as number[],
  };
  const server = createServer((request, response) => void answer(state, { request, response }));
  beforeAll(async () => {
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    state.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    state.settings = {
      MIXPANEL_PROJECT_ID: account.id,
      MIXPANEL_SERVICE_ACCOUNT: account.user,
      MIXPANEL_SERVICE_SECRET: account.secret,
      MIXPANEL_BASE_URL: state.url,
    };
  });
  afterAll(() => {
    server.close();
    server.closeAllConnections();
  });
  return state;
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

async function answer(state: FakeMixpanel, { request, response }: Exchange): Promise<void> {
  const { pathname, searchParams } = new URL(request.url ?? "/", "http://localhost");
  const say = (status: number, error: string, headers: Record<string, string> = {}) =>
    response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify({ error }));
  if (pathname !== "/api/2.0/export") return void say(404, "not found");
  if (!isAllowed(request, searchParams)) return void say(401, "Invalid service account credentials");
  const refusal = state.refusals.shift();
  if (refusal !== undefined) return void say(429, "slow down", refusal === null ? {} : { "retry-after": `${refusal}` });
  if (!isInLimits(state.times, Date.now())) return void say(429, "rate limit exceeded");
  const [from, to] = [searchParams.get("from_date") ?? "", searchParams.get("to_date") ?? ""];
  state.exports.push(`${from}..${to}`);
  response.writeHead(200, { "content-type": "text/plain" });
  // A client may go away in the middle.
  await pipeline(Readable.from(linesOf(state, searchParams)), response).catch(() => {});
}

async function* linesOf({ events, before }: FakeMixpanel, query: URLSearchParams): AsyncGenerator<string> {
  const midnight = (name: string) => Date.parse(`${query.get(name)}T00:00:00Z`);
  const [from, end] = [midnight("from_date"), midnight("to_date") + dayMs];
  const names: unknown = JSON.parse(query.get("event") ?? "null");
  const unit = query.get("time_in_ms") === "true" ? 1 : 1000;
  for (const event of [...events]) {
    const { time, ...properties } = event.properties;
    if (time < from || time >= end || (Array.isArray(names) && !names.includes(event.event))) continue;
    await before(event);
    yield `${JSON.stringify({ event: event.event, properties: { time: Math.floor(time / unit), ...properties } })}\n`;
  }
}

function isAllowed({ headers }: IncomingMessage, query: URLSearchParams): boolean {
  const basic = Buffer.from(`${account.user}:${account.secret}`).toString("base64");
  return headers.authorization === `Basic ${basic}` && query.get("project_id") === account.id;
}

function isInLimits(times: number[], now: number): boolean {
  const since = (milliseconds: number) => times.filter((time) => time > now - milliseconds).length;
  if (since(3_600_000) >= limits.anHour || since(1000) >= limits.aSecond) return false;
  times.push(now);
  return true;
}
