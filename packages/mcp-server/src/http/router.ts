import type { IncomingMessage, ServerResponse } from "node:http";
import { localPrincipal } from "@cs/services";
import { createAccess } from "../auth/access.ts";
import { createChallenges } from "../auth/challenges.ts";
import { isMetadataPath, metadataUrl, protectedResource } from "../auth/protected-resource.ts";
import { createTokenVerifier } from "../auth/token-verifier.ts";
import { clientAddress } from "./client-address.ts";
import { answerHealth, createReadiness } from "./health.ts";
import { createHostGuard } from "./host-guard.ts";
import type { HttpRuntime } from "./http-runtime.ts";
import { draining, type InFlight } from "./in-flight.ts";
import { createMcpEndpoint } from "./mcp-endpoint.ts";
import { createMetricsEndpoint } from "./metrics-endpoint.ts";
import { refuse, respond } from "./refuse.ts";
import type { Transports } from "./transports.ts";
import { createWebhookEndpoint } from "./webhook-endpoint.ts";

/** Where MCP is spoken. */
export const mcpPath = "/mcp";

export interface RouterOptions {
  readonly runtime: HttpRuntime;
  /** The MCP endpoint as clients know it. */
  readonly url: string;
  readonly open: boolean;
  readonly transports: Transports;
  readonly inFlight: InFlight;
}

/** Answers every request, or leads it to what does. Only probes may come under any host name: they carry nothing. */
export function createRouter({ runtime, url, open, transports, inFlight }: RouterOptions) {
  const { config, log, tenantId, executor, metrics, webhooks } = runtime;
  const refusalOf = createHostGuard(config.http);
  const limits = runtime.rateLimits();
  const challenges = createChallenges(metadataUrl(url));
  const addressOf = (request: IncomingMessage) => clientAddress(request, config.http.trustedProxies);
  const access = createAccess({
    challenges,
    verify: open ? null : createTokenVerifier(runtime),
    local: localPrincipal(tenantId),
    limits,
    addressOf,
    log,
  });
  const mcp = createMcpEndpoint({ access, challenges, transports, operations: executor.operations, limits, inFlight });
  const webhook = createWebhookEndpoint({ webhooks, limits, metrics, inFlight, addressOf, log });
  const answerMetrics = createMetricsEndpoint(metrics, config.http.metricsToken);
  const answerReadiness = createReadiness(runtime, () => inFlight.draining);

  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    if (pathname === "/healthz") return answerHealth(response);
    if (pathname === "/readyz") return answerReadiness(response);
    if (inFlight.draining) return refuse(response, draining);
    const refusal = refusalOf(request);
    if (refusal !== null) return refuse(response, { status: 403, message: refusal });
    if (pathname === "/metrics") return answerMetrics(request, response);
    if (pathname === mcpPath) return mcp(request, response);
    const vendor = webhook.vendorOf(pathname);
    if (vendor !== null) return webhook.answer(vendor, request, response);
    if (!open && isMetadataPath(pathname, url)) {
      return respond(response, 200, protectedResource(url, config.authentication.jwt));
    }
    return refuse(response, { status: 404, message: `The MCP endpoint is ${mcpPath}` });
  };
}
