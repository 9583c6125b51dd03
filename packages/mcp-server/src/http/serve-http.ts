import { createServer as createHttpServer, type Server as HttpServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { setImmediate as nextTurn } from "node:timers/promises";
import { ConfigurationError } from "@cs/models";
import type { HttpConfig, Runtime } from "@cs/runtime";
import type { ServerRuntime } from "../create-server.ts";
import { trackCalls } from "../track-calls.ts";
import { createHostGuard } from "./host-guard.ts";
import { refuse } from "./refuse.ts";
import { Sessions } from "./sessions.ts";

const path = "/mcp";
const methods = ["GET", "POST", "DELETE"];
const lastCallMilliseconds = 1000;
const drainMilliseconds = 1500;

export interface HttpEndpoint {
  /** As clients need it: `http://127.0.0.1:8082/mcp`, or the configured public URL. */
  readonly url: string;
  /** The address that is listened on, behind a proxy too. */
  readonly localUrl: string;
  /** Stops accepting, lets running calls finish for 1 s, closes all sessions and after 1.5 s every connection. */
  close(): Promise<void>;
}

/** What MCP over HTTP needs of the running product. */
export type HttpRuntime = ServerRuntime & Pick<Runtime, "config">;

/** Serves any number of MCP clients over Streamable HTTP at `/mcp`. Port 0 takes a free one. */
export async function serveHttp(runtime: HttpRuntime): Promise<HttpEndpoint> {
  const { http } = runtime.config;
  const refusalOf = createHostGuard(http);
  const calls = trackCalls(runtime.executor);
  const sessions = new Sessions({ ...runtime, executor: calls.executor });
  const server = createHttpServer((request, response) => {
    const refusal = refusalOf(request);
    if (refusal !== null) return refuse(response, { status: 403, message: refusal });
    if (pathOf(request) !== path) return refuse(response, { status: 404, message: `The MCP endpoint is ${path}` });
    if (!methods.includes(request.method ?? "")) {
      return refuse(response, { status: 405, message: "Method not allowed", headers: { allow: methods.join(", ") } });
    }
    sessions.handle(request, response).catch((error: unknown) => {
      runtime.log.error({ error }, "an HTTP request failed");
      if (response.headersSent) response.end();
      else refuse(response, { status: 500, message: "Internal error" });
    });
  });
  await listen(server, http);
  const localUrl = urlOf(server.address() as AddressInfo);
  return {
    url: http.publicUrl ?? localUrl,
    localUrl,
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

function pathOf({ url = "/" }: IncomingMessage): string {
  return new URL(url, "http://localhost").pathname;
}

function urlOf({ address, family, port }: AddressInfo): string {
  return `http://${family === "IPv6" ? `[${address}]` : address}:${port}${path}`;
}

function listen(server: HttpServer, { host, port }: HttpConfig): Promise<void> {
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
