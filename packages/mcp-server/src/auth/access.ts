import type { IncomingMessage } from "node:http";
import type { Logger, RateLimits } from "@cs/runtime";
import type { Principal } from "@cs/services";
import { type Refusal, tooMany } from "../http/refuse.ts";
import { credentialsOf } from "./bearer-token.ts";
import type { Challenges } from "./challenges.ts";
import type { TokenVerifier } from "./token-verifier.ts";

export type Admission = { readonly principal: Principal } | { readonly refusal: Refusal };

/** Lets a request in as somebody, or says why not. */
export type Access = (request: IncomingMessage) => Promise<Admission>;

export interface AccessOptions {
  readonly challenges: Challenges;
  /** Null when nobody has to prove who they are. */
  readonly verify: TokenVerifier | null;
  /** Who calls when nobody has to prove it. */
  readonly local: Principal;
  readonly limits: Pick<RateLimits, "blocked" | "countFailure">;
  /** Where a request comes from. */
  readonly addressOf: (request: IncomingMessage) => string;
  readonly log: Logger;
}

const unavailable: Refusal = { status: 503, message: "Tokens cannot be checked now", headers: { "retry-after": "5" } };

/** Tells who sends a request, by its headers alone. */
export function createAccess({ challenges, verify, local, limits, addressOf, log }: AccessOptions): Access {
  return async (request) => {
    const credentials = credentialsOf(request);
    if (credentials.kind === "in_query") return { refusal: challenges.tokenInQuery };
    if (verify === null) return { principal: local };
    if (credentials.kind === "none") return { refusal: challenges.anonymous };
    if (credentials.kind === "malformed") return { refusal: challenges.invalidToken };
    const address = addressOf(request);
    const wait = limits.blocked(address);
    if (wait !== null) return { refusal: tooMany(wait) };
    try {
      const principal = await verify(credentials.token);
      if (principal) return { principal };
      await limits.countFailure(address);
      return { refusal: challenges.invalidToken };
    } catch (error) {
      log.error({ error }, "a token could not be checked");
      return { refusal: unavailable };
    }
  };
}
