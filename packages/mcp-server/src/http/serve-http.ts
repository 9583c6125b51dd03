import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { Runtime } from "@cs/runtime";
import { localPrincipal } from "@cs/services";
import { createAccess } from "../auth/access.ts";
import { createChallenges } from "../auth/challenges.ts";
import { isOpen } from "../auth/open-access.ts";
import { isMetadataPath, metadataUrl, protectedResource } from "../auth/protected-resource.ts";
import { createTokenVerifier } from "../auth/token-verifier.ts";
import { trackCalls } from "../track-calls.ts";
import { clientAddress } from "./client-address.ts";
import { createHostGuard } from "./host-guard.ts";
import { listen } from "./listen.ts";
import { createMcpEndpoint } from "./mcp-endpoint.ts";
import { refuse, respond } from "./refuse.ts";
import { Sessions } from "./sessions.ts";

const path = "/mcp";
const lastCallMilliseconds = 1000;
const drainMilliseconds = 1500;

export interface HttpEndpoint {
  /** As clients need it: `http://127.0.0.1:8082/mcp`, or the configured public URL. */
  readonly url: string;
  /** The address that is listened on, behind a proxy too. */
  readonly localUrl: string;
  /** Whether callers need no token, because only this machine can reach the server. */
  readonly open: boolean;
  /** Stops accepting, lets running calls finish for 1 s, closes all sessions and after 1.5 s every connection. */
  close(): Promise<void>;
}

/** What MCP over HTTP needs of the running product. */
export type HttpRuntime = Pick<Runtime, "config" | "executor" | "log" | "persistence" | "rateLimits" | "tenantId">;

/** Serves any number of MCP clients over Streamable HTTP at `/mcp`. Port 0 takes a free one. */
export async function serveHttp(runtime: HttpRuntime): Promise<HttpEndpoint> {
  const { http, authentication } = runtime.config;
  const open = await isOpen(runtime);
  const server = createHttpServer();
  await listen(server, http);
  const localUrl = urlOf(server.address() as AddressInfo);
  const url = http.publicUrl ?? localUrl;
  const refusalOf = createHostGuard(http);
  const calls = trackCalls(runtime.executor);
  const sessions = new Sessions({ ...runtime, executor: calls.executor });
  const challenges = createChallenges(metadataUrl(url));
  const verify = open ? null : createTokenVerifier(runtime);
  const limits = runtime.rateLimits();
  const access = createAccess({
    challenges,
    verify,
    local: localPrincipal(runtime.tenantId),
    limits,
    addressOf: (request) => clientAddress(request, http.trustedProxies),
    log: runtime.log,
  });
  const { operations } = runtime.executor;
  const endpoint = createMcpEndpoint({ access, challenges, transports: sessions, operations, limits });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const refusal = refusalOf(request);
    if (refusal !== null) return refuse(response, { status: 403, message: refusal });
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    if (pathname === path) return endpoint(request, response);
    if (!open && isMetadataPath(pathname, url)) return respond(response, protectedResource(url, authentication.jwt));
    return refuse(response, { status: 404, message: `The MCP endpoint is ${path}` });
  }

  server.on("request", (request, response) => {
    answer(request, response).catch((error: unknown) => {
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

function urlOf({ address, family, port }: AddressInfo): string {
  return `http://${family === "IPv6" ? `[${address}]` : address}:${port}${path}`;
}
