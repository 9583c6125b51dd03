import type { IncomingMessage } from "node:http";

/**
 * The body of a request, or null when it has more bytes than that. What announces itself as too long is not read at all,
 * what turns out to be is read no further. Throws when the client goes away meanwhile.
 */
export function readBody(request: IncomingMessage, mostBytes: number): Promise<Buffer | null> {
  if (Number(request.headers["content-length"] ?? 0) > mostBytes) return Promise.resolve(null);
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    let bytes = 0;
    request.on("data", (part: Buffer) => {
      bytes += part.length;
      parts.push(part);
      if (bytes <= mostBytes) return;
      request.pause();
      request.removeAllListeners("data");
      resolve(null);
    });
    request.once("end", () => resolve(Buffer.concat(parts)));
    request.once("error", reject);
  });
}
