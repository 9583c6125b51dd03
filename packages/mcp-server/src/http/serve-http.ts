import { createServer as createHttpServer, type Server as HttpServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setImmediate as nextTurn } from "node:timers/promises";
import { ConfigurationError } from "@cs/models";
import type { ServerRuntime } from "../create-server.ts";
import { trackCalls } from "../track-calls.ts";
import { refusalOf } from "./host-guard.ts";
import { refuse, Sessions } from "./sessions.ts";

/** Without authentication only this machine may connect. */
const host = "127.0.0.1";
const lastCallMilliseconds = 1000;
const drainMilliseconds = 1500;

export interface HttpEndpoint {
  /** As clients need it: `http://127.0.0.1:8082/mcp`. */
  readonly url: string;
  /** Stops accepting, lets running calls finish for 1 s, closes all sessions and after 1.5 s every connection. */
  close(): Promise<void>;
}

/** Serves any number of MCP clients of this machine over Streamable HTTP at `/mcp`. Port 0 takes a free one. */
export async function serveHttp(runtime: ServerRuntime, port: number): Promise<HttpEndpoint> {
  const calls = trackCalls(runtime.executor);
  const sessions = new Sessions({ ...runtime, executor: calls.executor });
  const server = createHttpServer((request, response) => {
    const refusal = refusalOf(request);
    if (refusal !== null) return refuse(response, 403, refusal);
    if (new URL(request.url ?? "/", "http://localhost").pathname !== "/mcp") {
      return refuse(response, 404, "The MCP endpoint is /mcp");
    }
    sessions.handle(request, response).catch((error: unknown) => {
      runtime.log.error({ error }, "an HTTP request failed");
      if (response.headersSent) response.end();
      else refuse(response, 500, "Internal error");
    });
  });
  await listen(server, port);
  const address = server.address() as AddressInfo;
  return {
    url: `http://${host}:${address.port}/mcp`,
    async close() {
      const ended = new Promise((resolve) => server.close(resolve));
      const timer = setTimeout(() => server.closeAllConnections(), drainMilliseconds);
      await calls.idle(lastCallMilliseconds);
      await nextTurn();
      // Event streams never end by themselves; they carry nothing that a new session cannot fetch.
      await sessions.closeAll();
      server.closeIdleConnections();
      await ended;
      clearTimeout(timer);
    },
  };
}

function listen(server: HttpServer, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (cause: NodeJS.ErrnoException) => {
      const taken = cause.code === "EADDRINUSE";
      reject(
        new ConfigurationError(`Port ${port} ${taken ? "is already in use" : `cannot be used: ${cause.message}`}.`, {
          field: "HTTP_PORT",
          hint: "Set HTTP_PORT (or --port) to a free port, or stop the other server.",
          cause,
        }),
      );
    });
    server.listen(port, host, resolve);
  });
}
