import { type ClientRequest, type IncomingMessage, request } from "node:http";
import { initialize, initialized, type Message } from "./json-rpc.ts";

export interface RawResponse {
  readonly status: number;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

export interface RawRequest {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent whole; without one the request ends after its headers, or stays open when `open` is set. */
  readonly body?: string | Buffer;
  readonly open?: boolean;
}

export const mcpHeaders = { "content-type": "application/json", accept: "application/json, text/event-stream" };

/** Sends a request exactly as given: `Host` and `Origin` too. */
export function sendRaw(url: string, { method = "POST", headers = {}, body, open = false }: RawRequest) {
  return new Promise<RawResponse>((resolve, reject) => {
    const sent: ClientRequest = request(url, { method, headers: { ...mcpHeaders, ...headers }, agent: false });
    sent.on("error", reject);
    sent.on("response", (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (chunk: string) => {
        text += chunk;
      });
      const done = () => {
        sent.destroy();
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text });
      };
      response.on("end", done);
      response.on("error", done);
    });
    if (open) sent.flushHeaders();
    else sent.end(body);
  });
}

export function post(url: string, message: object, headers: Readonly<Record<string, string>> = {}) {
  return sendRaw(url, { headers, body: JSON.stringify(message) });
}

/** The JSON-RPC messages of a response, whether it is JSON or an event stream. */
export function messagesOf({ body, headers }: RawResponse): Message[] {
  if (headers["content-type"]?.includes("text/event-stream") !== true) return [JSON.parse(body) as Message];
  return body
    .split("\n")
    .filter((line) => line.startsWith("data: ") && line.length > "data: ".length)
    .map((line) => JSON.parse(line.slice("data: ".length)) as Message);
}

/** Headers of a new session. */
export async function openSession(
  url: string,
  credentials: Readonly<Record<string, string>> = {},
): Promise<Readonly<Record<string, string>>> {
  const { headers } = await post(url, initialize(0), credentials);
  const session = {
    "mcp-session-id": String(headers["mcp-session-id"]),
    "mcp-protocol-version": "2025-11-25",
  };
  await post(url, initialized, { ...credentials, ...session });
  return session;
}
