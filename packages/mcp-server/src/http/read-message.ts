import type { IncomingMessage } from "node:http";
import type { Refusal } from "./refuse.ts";

/** As much as over stdio. */
const longestMessageBytes = 4 * 1024 * 1024;

export type ReadMessage = { readonly message: unknown } | { readonly refusal: Refusal };

const tooLong: ReadMessage = {
  refusal: { status: 413, message: `A message may have ${longestMessageBytes} bytes at most` },
};

/**
 * The JSON in a request's body. What announces itself as too long is not read at all, what turns out to be is read no
 * further. Throws when the client goes away meanwhile.
 */
export async function readMessage(request: IncomingMessage): Promise<ReadMessage> {
  const type = request.headers["content-type"]?.split(";")[0]?.trim().toLowerCase();
  if (type !== "application/json")
    return { refusal: { status: 415, message: "Content-Type must be application/json" } };
  if (Number(request.headers["content-length"] ?? 0) > longestMessageBytes) return tooLong;
  const body = await readBody(request);
  if (body === null) return tooLong;
  try {
    return { message: JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body)) };
  } catch {
    return { refusal: { status: 400, code: -32_700, message: "The body is no JSON" } };
  }
}

function readBody(request: IncomingMessage): Promise<Buffer | null> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    let bytes = 0;
    request.on("data", (part: Buffer) => {
      bytes += part.length;
      parts.push(part);
      if (bytes <= longestMessageBytes) return;
      request.pause();
      request.removeAllListeners("data");
      resolve(null);
    });
    request.once("end", () => resolve(Buffer.concat(parts)));
    request.once("error", reject);
  });
}
