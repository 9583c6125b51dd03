import { ConfigurationError } from "@cs/models";
import type { Runtime } from "@cs/runtime";
import { isLoopback } from "../http/host-guard.ts";

/**
 * Whether callers need no token, which is so only when none is configured or stored and the server is for this machine
 * alone. Throws `ConfigurationError` when it is for others too: it would be open to all of them.
 */
export async function isOpen({ config, persistence }: Pick<Runtime, "config" | "persistence">): Promise<boolean> {
  const { authentication, http } = config;
  if (authentication.apiKey !== null || authentication.jwt !== null || (await persistence.apiKeys.exist()))
    return false;
  const beyond = [
    ["HTTP_HOST", !isLoopback(http.host)],
    ["HTTP_PUBLIC_URL", http.publicUrl !== null && !isLoopback(new URL(http.publicUrl).hostname)],
    ["HTTP_ALLOWED_HOSTS", http.allowedHosts.length > 0],
    ["HTTP_TRUSTED_PROXIES", http.trustedProxies > 0],
  ] as const;
  const field = beyond.find(([, reachable]) => reachable)?.[0];
  if (field === undefined) return true;
  throw new ConfigurationError(`${field} opens the server to other machines, and it has no authentication.`, {
    field,
    hint: "Create a key with cs api-key create, or set MCP_API_KEY, JWT_JWKS_URL, JWT_PUBLIC_KEY or JWT_SECRET.",
  });
}
