import type { IncomingMessage, ServerResponse } from "node:http";
import type { RateLimits } from "@cs/runtime";
import type { Operation } from "@cs/services";
import type { Access } from "../auth/access.ts";
import type { Challenges } from "../auth/challenges.ts";
import { draining, type InFlight } from "./in-flight.ts";
import { readMessage } from "./read-message.ts";
import { type Refusal, refuse, tooMany } from "./refuse.ts";
import { missingScope } from "./required-scope.ts";
import type { Transports } from "./transports.ts";

export interface McpEndpointOptions {
  readonly access: Access;
  readonly challenges: Challenges;
  readonly transports: Transports;
  readonly operations: readonly Operation[];
  readonly limits: Pick<RateLimits, "take">;
  readonly inFlight: InFlight;
}

const methods = ["GET", "POST", "DELETE"];

const wrongMethod: Refusal = { status: 405, message: "Method not allowed", headers: { allow: methods.join(", ") } };

/** Answers MCP requests. Whatever the headers can tell is decided before the body is read. */
export function createMcpEndpoint({
  access,
  challenges,
  transports,
  operations,
  limits,
  inFlight,
}: McpEndpointOptions) {
  const byName = new Map(operations.map((operation) => [operation.name, operation]));

  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (!methods.includes(request.method ?? "")) return refuse(response, wrongMethod);
    const admission = await access(request);
    if ("refusal" in admission) return refuse(response, admission.refusal);
    const { principal } = admission;
    const caller = `${principal.tenantId} ${principal.actor}`;
    const wait = await limits.take(caller, 1);
    if (wait !== null) return refuse(response, tooMany(wait));
    const found = transports.find(request, principal);
    if ("refusal" in found) return refuse(response, found.refusal);
    if (request.method !== "POST") return found.handle(request, response);
    const read = await readMessage(request);
    if ("refusal" in read) return refuse(response, read.refusal);
    const others = Array.isArray(read.message) ? read.message.length - 1 : 0;
    const waitForAll = others > 0 ? await limits.take(caller, others) : null;
    if (waitForAll !== null) return refuse(response, tooMany(waitForAll));
    const scope = missingScope(read.message, principal, byName);
    if (scope !== null) return refuse(response, challenges.insufficientScope(scope));
    // The server may have begun to end while the body came in.
    if (inFlight.draining) return refuse(response, draining);
    inFlight.add(response);
    return found.handle(request, response, read.message);
  };
}
