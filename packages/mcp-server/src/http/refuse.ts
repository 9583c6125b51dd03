import type { OutgoingHttpHeaders, ServerResponse } from "node:http";

/** A request that is not answered as it was asked. */
export interface Refusal {
  readonly status: number;
  readonly message: string;
  /** Of the JSON-RPC error; default -32000. */
  readonly code?: number;
  readonly headers?: OutgoingHttpHeaders;
}

/** 429: the caller is over a limit, for so many seconds. */
export function tooMany(seconds: number): Refusal {
  return { status: 429, message: "Too many requests", headers: { "retry-after": String(seconds) } };
}

/**
 * Answers with a JSON-RPC error, as clients expect it over HTTP too. The connection of a request that is not read to its
 * end is closed: the rest of its body is nobody's.
 */
export function refuse(response: ServerResponse, { status, message, code = -32_000, headers }: Refusal): void {
  const { req: request } = response;
  const unread = hasBody(request.headers) && !request.complete;
  response.writeHead(status, {
    "content-type": "application/json",
    ...(unread ? { connection: "close" } : {}),
    ...headers,
  });
  response.end(JSON.stringify({ jsonrpc: "2.0", error: { code, message }, id: null }));
}

function hasBody({ "content-length": length, "transfer-encoding": encoding }: ServerResponse["req"]["headers"]) {
  return encoding !== undefined || Number(length ?? 0) > 0;
}

/** Answers with a JSON document. */
export function respond(response: ServerResponse, status: number, document: object): void {
  response.writeHead(status, { "content-type": "application/json", "cache-control": "no-store" });
  response.end(JSON.stringify(document));
}
