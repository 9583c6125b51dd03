import { Agent, request } from "undici";
import type { VendorAnswer, VendorCall } from "./vendor-call.ts";

/** The longest waits of one attempt, in milliseconds. */
export interface TransportTimeouts {
  readonly connect: number;
  /** Until the answer begins. */
  readonly headers: number;
  /** Between two parts of the answer. */
  readonly body: number;
  /** From the beginning to the end: a vendor that sends a byte now and then never lets the others pass. */
  readonly total: number;
}

export const defaultTimeouts: TransportTimeouts = { connect: 5000, headers: 30_000, body: 30_000, total: 60_000 };

/** No answer that is read into memory is longer than this. */
const longestAnswer = 10 * 1024 * 1024;

export interface Transport {
  /** Sends a request once and reads the whole answer, whatever its status. Throws what Node or undici throws. */
  send(call: VendorCall<unknown>, authorization: string): Promise<VendorAnswer>;
  close(): Promise<void>;
}

export function createTransport(baseUrl: string, timeouts: TransportTimeouts): Transport {
  const agent = new Agent({
    connect: { timeout: timeouts.connect },
    headersTimeout: timeouts.headers,
    bodyTimeout: timeouts.body,
    maxResponseSize: longestAnswer,
  });
  return {
    async send({ method, path, query = {}, headers, body, signal }, authorization) {
      const url = new URL(baseUrl.replace(/\/$/, "") + path);
      for (const [name, value] of Object.entries(query)) {
        if (value !== undefined) url.searchParams.set(name, String(value));
      }
      const total = AbortSignal.timeout(timeouts.total);
      const answer = await request(url, {
        dispatcher: agent,
        method,
        headers: {
          ...headers,
          authorization,
          accept: "application/json",
          "user-agent": "customer-success",
          ...(body !== undefined && { "content-type": "application/json" }),
        },
        body: body === undefined ? null : JSON.stringify(body),
        signal: signal ? AbortSignal.any([signal, total]) : total,
      });
      return { status: answer.statusCode, headers: oneOfEach(answer.headers), body: await answer.body.text() };
    },
    close: () => agent.close(),
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
