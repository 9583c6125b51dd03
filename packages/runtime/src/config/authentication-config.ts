import { ConfigurationError } from "@cs/models";
import type { AuthenticationConfig, JwtConfig, JwtKey } from "./http-config.ts";
import type { ReadSetting } from "./read-setting.ts";
import type { VariableName } from "./variables.ts";

const keyVariables = "JWT_JWKS_URL, JWT_PUBLIC_KEY or JWT_SECRET";

/** How callers prove who they are. Half a configuration is refused: it would leave the server open, or closed. */
export function authenticationConfig(read: ReadSetting): AuthenticationConfig {
  return { apiKey: read("MCP_API_KEY"), jwt: jwtConfig(read) };
}

function jwtConfig(read: ReadSetting): JwtConfig | null {
  const issuer = read("JWT_ISSUER");
  const audience = read("JWT_AUDIENCE");
  const tenantClaim = read("JWT_TENANT_CLAIM");
  const keys = jwtKeys(read);
  const [key, second] = keys;
  if (second) throw incomplete("JWT_SECRET", `Only one of ${keyVariables} may be set.`, "Keep one of them.");
  if (!key) {
    if (issuer === null && audience === null && tenantClaim === null) return null;
    throw incomplete("JWT_JWKS_URL", "Access tokens need a key.", `Set ${keyVariables}.`);
  }
  if (issuer === null) throw missing("JWT_ISSUER");
  if (audience === null) throw missing("JWT_AUDIENCE");
  return { key, issuer, audience, tenantClaim };
}

function jwtKeys(read: ReadSetting): JwtKey[] {
  const secret = read("JWT_SECRET");
  const pem = read("JWT_PUBLIC_KEY");
  const url = read("JWT_JWKS_URL");
  return [
    ...(secret === null ? [] : [{ kind: "secret", secret } as const]),
    ...(pem === null ? [] : [{ kind: "public_key", pem } as const]),
    ...(url === null ? [] : [{ kind: "jwks", url } as const]),
  ];
}

function missing(field: VariableName): ConfigurationError {
  return incomplete(field, `Access tokens are accepted only with ${field}.`, `Set ${field} to what the tokens name.`);
}

function incomplete(field: VariableName, message: string, hint: string): ConfigurationError {
  return new ConfigurationError(message, { field, hint });
}
