import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Metrics } from "@cs/runtime";
import { credentialsOf } from "../auth/bearer-token.ts";
import { refuse } from "./refuse.ts";

/** Answers `/metrics`, to whoever has the token when there is one. */
export function createMetricsEndpoint(metrics: Metrics, token: string | null) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const credentials = credentialsOf(request);
    if (token !== null && !(credentials.kind === "token" && isSame(credentials.token, token))) {
      const headers = { "www-authenticate": 'Bearer realm="metrics"' };
      return refuse(response, { status: 401, message: "Send METRICS_TOKEN as a bearer token", headers });
    }
    const text = await metrics.text();
    response.writeHead(200, { "content-type": metrics.contentType, "cache-control": "no-store" });
    response.end(text);
  };
}

function isSame(one: string, other: string): boolean {
  const [left, right] = [one, other].map((text) => createHash("sha256").update(text).digest());
  return left !== undefined && right !== undefined && timingSafeEqual(left, right);
}
