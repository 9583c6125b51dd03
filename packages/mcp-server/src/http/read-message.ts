import type { IncomingMessage } from "node:http";
import { readBody } from "./read-body.ts";
import type { Refusal } from "./refuse.ts";

/** As much as over stdio. */
const longestMessageBytes = 4 * 1024 * 1024;

export type ReadMessage = { readonly message: unknown } | { readonly refusal: Refusal };

const tooLong: ReadMessage = {
  refusal: { status: 413, message: `A message may have ${longestMessageBytes} bytes at most` },
};

/** The JSON in a request's body. Throws when the client goes away meanwhile. */
export async function readMessage(request: IncomingMessage): Promise<ReadMessage> {
  const type = request.headers["content-type"]?.split(";")[0]?.trim().toLowerCase();
  if (type !== "application/json")
    return { refusal: { status: 415, message: "Content-Type must be application/json" } };
  const body = await readBody(request, longestMessageBytes);
  if (body === null) return tooLong;
  try {
    return { message: JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body)) };
  } catch {
    return { refusal: { status: 400, code: -32_700, message: "The body is no JSON" } };
  }
}
