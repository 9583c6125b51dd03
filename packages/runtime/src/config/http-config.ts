/** Where MCP over HTTP listens, and for whom. */
export interface HttpConfig {
  readonly host: string;
  readonly port: number;
  /** The MCP endpoint as clients know it; null for the address that is listened on. */
  readonly publicUrl: string | null;
  /** Host names besides those of this machine and of the public URL; lower case, without port. */
  readonly allowedHosts: readonly string[];
  readonly allowedOrigins: readonly string[];
  /** How many of the last addresses in `X-Forwarded-For` proxies of ours have added. */
  readonly trustedProxies: number;
  readonly stateless: boolean;
  readonly graceSeconds: number;
  /** What `/metrics` asks for; null when everybody may read it. */
  readonly metricsToken: string | null;
}

/** How callers over HTTP prove who they are, besides the API keys that are stored. */
export interface AuthenticationConfig {
  readonly apiKey: string | null;
  readonly jwt: JwtConfig | null;
}

/** Which access tokens are accepted. */
export interface JwtConfig {
  readonly key: JwtKey;
  readonly issuer: string;
  readonly audience: string;
  /** Claim that names the tenant; null when all tokens are of the configured one. */
  readonly tenantClaim: string | null;
}

/** What signatures are checked with. The kind decides which algorithms a token may name. */
export type JwtKey =
  | { readonly kind: "secret"; readonly secret: string }
  | { readonly kind: "public_key"; readonly pem: string }
  | { readonly kind: "jwks"; readonly url: string };

/** How many messages over HTTP are answered. */
export interface RateLimitConfig {
  readonly perMinute: number;
  readonly perHour: number;
  readonly perCallerPerMinute: number;
}
