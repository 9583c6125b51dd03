import type { IncomingMessage } from "node:http";

const localNames = new Set(["127.0.0.1", "localhost", "[::1]"]);

/**
 * Why a request must not be read, or null. A web page the user visits can send requests to the loopback address; its
 * host or origin gives it away. Programs send no origin.
 */
export function refusalOf({ headers }: Pick<IncomingMessage, "headers">): string | null {
  if (!isLocal(`http://${headers.host ?? ""}`)) return "Host is not this machine";
  if (headers.origin !== undefined && !isLocal(headers.origin)) return "Origin is not this machine";
  return null;
}

function isLocal(url: string): boolean {
  return URL.canParse(url) && localNames.has(new URL(url).hostname);
}
