import type { Scope } from "@cs/models";
import type { Refusal } from "../http/refuse.ts";

/** Answers to callers that are not let in, as RFC 6750 has them; each names where to learn how to get in (RFC 9728). */
export interface Challenges {
  /** 401: nothing was sent that proves who calls. */
  readonly anonymous: Refusal;
  /** 401: the token is not one of ours, or no longer. It is never said why. */
  readonly invalidToken: Refusal;
  /** 401: a token came in the URL, where it counts for nothing. */
  readonly tokenInQuery: Refusal;
  /** 403: the caller is known and may not do this. */
  insufficientScope(scope: Scope): Refusal;
}

export function createChallenges(metadataUrl: string): Challenges {
  const refusal = (status: number, message: string, parameters: Readonly<Record<string, string>>): Refusal => {
    const all = Object.entries({ ...parameters, resource_metadata: metadataUrl });
    const challenge = `Bearer ${all.map(([name, value]) => `${name}="${value}"`).join(", ")}`;
    return { status, message, headers: { "www-authenticate": challenge } };
  };
  const described = (status: number, error: string, message: string, more = {}) =>
    refusal(status, message, { error, error_description: message, ...more });
  return {
    anonymous: refusal(401, "Send a token: Authorization: Bearer TOKEN", {}),
    invalidToken: described(401, "invalid_token", "The token is not valid"),
    tokenInQuery: described(401, "invalid_request", "Send the token in the Authorization header, never in the URL"),
    insufficientScope: (scope) => described(403, "insufficient_scope", `This call needs the scope ${scope}`, { scope }),
  };
}
