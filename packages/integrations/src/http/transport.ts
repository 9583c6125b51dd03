import type { Readable } from "node:stream";
import { Agent, request } from "undici";
import { inTime } from "./in-time.ts";
import type { VendorAnswer, VendorRequest } from "./vendor-call.ts";

/** The longest waits of one attempt, in milliseconds. */
export interface TransportTimeouts {
  readonly connect: number;
  /** Until the answer begins. */
  readonly headers: number;
  /** Between two parts of the answer. */
  readonly body: number;
  /** From the beginning to the end: a vendor that sends a byte now and then never lets the others pass. */
  readonly total: number;
  /** Until the first line of an answer that comes in lines, as it may have to be gathered; `total` is then for each line. */
  readonly start: number;
}

export const defaultTimeouts: TransportTimeouts = {
  connect: 5000,
  headers: 30_000,
  body: 30_000,
  total: 60_000,
  start: 300_000,
};

/** No answer that is read into memory is longer than this. */
const longestAnswer = 10 * 1024 * 1024;

/** An answer that has begun. Whoever opens it reads or destroys its body. */
export interface OpenAnswer extends Pick<VendorAnswer, "status" | "headers"> {
  readonly body: Readable;
}

export interface Transport {
  readonly timeouts: TransportTimeouts;
  /** Sends a request once and reads the whole answer, whatever its status. Throws what Node or undici throws. */
  send(call: VendorRequest, authorization: string): Promise<VendorAnswer>;
  /** Sends a request once, for an answer of any length, until `signal` ends it. */
  open(call: VendorRequest, authorization: string, signal: AbortSignal): Promise<OpenAnswer>;
  close(): Promise<void>;
}

export function createTransport(defaultBaseUrl: string, timeouts: TransportTimeouts): Transport {
  const connect = { timeout: timeouts.connect };
  const agent = new Agent({
    connect,
    headersTimeout: timeouts.headers,
    bodyTimeout: timeouts.body,
    maxResponseSize: longestAnswer,
  });
  // HTTP/1.1 says in its headers how one knows where an answer ends.
  const streams = new Agent({
    connect,
    allowH2: false,
    headersTimeout: timeouts.start,
    bodyTimeout: timeouts.body,
    maxResponseSize: -1,
  });

  function requestOf({ method, baseUrl, path, query, headers, body, json }: VendorRequest, authorization: string) {
    const url = new URL((baseUrl ?? defaultBaseUrl).replace(/\/$/, "") + path);
    for (const [name, value] of Object.entries(query ?? {})) {
      if (value !== undefined) url.searchParams.set(name, String(value));
    }
    const text = json ?? (body === undefined ? null : JSON.stringify(body));
    return {
      url,
      method,
      headers: {
        accept: "application/json",
        ...headers,
        ...(authorization && { authorization }),
        "user-agent": "customer-success",
        ...(text !== null && { "content-type": "application/json" }),
      },
      body: text,
    };
  }

  return {
    timeouts,
    send(call, authorization) {
      const { url, ...options } = requestOf(call, authorization);
      return inTime({ milliseconds: timeouts.total, signal: call.signal }, async (signal) => {
        const answer = await request(url, { ...options, dispatcher: agent, signal });
        return { status: answer.statusCode, headers: oneOfEach(answer.headers), body: await answer.body.text() };
      });
    },
    async open(call, authorization, signal) {
      const { url, ...options } = requestOf(call, authorization);
      const answer = await request(url, { ...options, dispatcher: streams, signal });
      return { status: answer.statusCode, headers: oneOfEach(answer.headers), body: answer.body };
    },
    async close() {
      // Calls end in bounded time; a stream lasts as long as somebody reads it.
      await Promise.all([agent.close(), streams.destroy()]);
    },
  };
}

/** The first value of each header. */
function oneOfEach(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => {
      const first = Array.isArray(value) ? value[0] : value;
      return first === undefined ? [] : [[name, first]];
    }),
  );
}
