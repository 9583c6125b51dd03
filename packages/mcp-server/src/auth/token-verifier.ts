import { timingSafeEqual } from "node:crypto";
import { scopes } from "@cs/models";
import type { Runtime } from "@cs/runtime";
import { apiKeyHash, apiKeyPrefix, type Principal } from "@cs/services";
import { createJwtVerifier } from "./jwt-verifier.ts";

/** Whose a token is, or null for one that is not valid. Throws when that cannot be found out now. */
export type TokenVerifier = (token: string) => Promise<Principal | null>;

/** Takes the configured key, stored API keys and access tokens, told apart by their form. */
export function createTokenVerifier({
  config: { authentication },
  persistence,
  tenantId,
}: Pick<Runtime, "config" | "persistence" | "tenantId">): TokenVerifier {
  const { apiKey, jwt } = authentication;
  const verifyJwt = jwt && createJwtVerifier(jwt, tenantId);
  const configuredHash = apiKey && Buffer.from(apiKeyHash(apiKey));
  return async (token) => {
    const hash = apiKeyHash(token);
    if (configuredHash && timingSafeEqual(configuredHash, Buffer.from(hash))) {
      return { tenantId, actor: "key:MCP_API_KEY", scopes };
    }
    if (!token.startsWith(apiKeyPrefix)) return verifyJwt?.(token) ?? null;
    const owner = await persistence.apiKeys.find(hash);
    return owner && { tenantId: owner.tenantId, actor: `key:${owner.name}`, scopes: owner.scopes };
  };
}
