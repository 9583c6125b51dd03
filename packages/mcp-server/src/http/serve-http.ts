import { createServer as createHttpServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { isOpen } from "../auth/open-access.ts";
import { createServer } from "../create-server.ts";
import type { HttpRuntime } from "./http-runtime.ts";
import { InFlight } from "./in-flight.ts";
import { listen } from "./listen.ts";
import { refuse } from "./refuse.ts";
import { createRouter, mcpPath } from "./router.ts";
import { Sessions } from "./sessions.ts";
import { createStateless } from "./stateless.ts";
import type { ServerFor } from "./transports.ts";

/**
 * Connections to the database that suit a server for many users: what they ask at the same time is asked together where
 * that is possible, and more at once than a small machine has cores for would only wait in the database.
 */
export const httpConnections = 8;

/**
 * How long a connection is kept for the next request of its client: longer than proxies keep theirs, as a rule 60 s, so
 * that none sends a request on a connection that is just being closed.
 */
const idleMilliseconds = 75_000;

/** How long requests that are not complete, and connections that do not end, may go on at the end. */
const lastBytesMilliseconds = 500;

export interface HttpEndpoint {
  /** As clients need it: `http://127.0.0.1:8082/mcp`, or the configured public URL. */
  readonly url: string;
  /** The address that is listened on, behind a proxy too. */
  readonly localUrl: string;
  /** Whether callers need no token, because only this machine can reach the server. */
  readonly open: boolean;
  /**
   * Answers new requests with 503, lets running ones finish for as long as `HTTP_GRACE_SECONDS` says, then closes all
   * sessions and connections.
   */
  close(): Promise<void>;
}

export interface HttpOptions {
  /** Makes the MCP server of a connection: by default one with the tools of the product. */
  readonly serverFor?: ServerFor;
}

/** Serves any number of MCP clients over Streamable HTTP at `/mcp`. Port 0 takes a free one. */
export async function serveHttp(
  runtime: HttpRuntime,
  { serverFor = (caller) => createServer(runtime, caller) }: HttpOptions = {},
): Promise<HttpEndpoint> {
  const { http } = runtime.config;
  const open = await isOpen(runtime);
  const server = createHttpServer({
    headersTimeout: 10_000,
    requestTimeout: 30_000,
    keepAliveTimeout: idleMilliseconds,
  });
  await listen(server, http);
  const localUrl = urlOf(server.address() as AddressInfo);
  const url = http.publicUrl ?? localUrl;
  const transports = http.stateless ? createStateless(serverFor) : new Sessions(serverFor);
  const inFlight = new InFlight();
  const route = createRouter({ runtime, url, open, transports, inFlight });
  server.on("request", (request, response) => {
    route(request, response).catch((error: unknown) => {
      runtime.log.error({ error }, "an HTTP request failed");
      if (response.headersSent) response.end();
      else refuse(response, { status: 500, message: "Internal error" });
    });
  });
  return {
    url,
    localUrl,
    open,
    async close() {
      inFlight.draining = true;
      await inFlight.idle(http.graceSeconds * 1000);
      // Event streams never end by themselves; they carry nothing that a new session cannot fetch.
      await transports.closeAll();
      await end(server);
    },
  };
}

async function end(server: Server): Promise<void> {
  const ended = new Promise((resolve) => server.close(resolve));
  const timer = setTimeout(() => server.closeAllConnections(), lastBytesMilliseconds);
  server.closeIdleConnections();
  await ended;
  clearTimeout(timer);
}

function urlOf({ address, family, port }: AddressInfo): string {
  return `http://${family === "IPv6" ? `[${address}]` : address}:${port}${mcpPath}`;
}
