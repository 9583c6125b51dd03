/** Every environment variable the product reads, for `--help`, documentation and the check for mistyped names. */
export const variables = {
  CS_HOME: "Folder for the embedded database. Default: ~/.customer-success",
  CS_TENANT: "Whose data to use; demo is the demo portfolio. Default: default",
  CS_AS_OF: "Day that counts as today, YYYY-MM-DD, for data that ends in the past. Default: the current day",
  DATABASE_URL: "Your own PostgreSQL (14 or newer), by an ordinary role. Default: the embedded one",
  DATABASE_ADMIN_URL: "The same database by its owner; only migrations use it",
  REDIS_URL: "Redis (6.2 or newer) by which servers share cached answers and events. Default: none, each has its own",
  REDIS_KEY_PREFIX: "Begins every key in Redis, so that installations can share one. Default: cs",
  CS_EXPORT_DIR: "Folder for reports and other files made for people. Default: exports in CS_HOME",
  CS_CHROMIUM: "Chromium or Chrome, which prints PDF. Default: the one on the PATH, if any",
  LOG_LEVEL: "trace, debug, info, warn, error or silent. Default: info",
  AUDIT_LOG_RETENTION_DAYS: "Days for which entries of the audit log are kept, at least 30. Default: 90",
  HTTP_PORT: "Port of the MCP endpoint over HTTP. Default: 8082",
  HTTP_HOST: "Address to listen on; beyond this machine only with authentication. Default: 127.0.0.1",
  HTTP_PUBLIC_URL:
    "Where clients reach the MCP endpoint, as https://cs.example.com/mcp. Default: the address listened on",
  HTTP_ALLOWED_HOSTS: "Further host names that requests may name, with commas between",
  HTTP_ALLOWED_ORIGINS: "Web origins that may send requests, as https://app.example.com, with commas between",
  HTTP_TRUSTED_PROXIES: "How many proxies in front add to X-Forwarded-For. Default: 0, the header is ignored",
  HTTP_STATELESS: "true keeps no sessions, so that any process may answer any request. Default: false",
  HTTP_GRACE_SECONDS: "How long running calls may take to finish at the end. Default: 10",
  MCP_API_KEY: "The one API key of an installation for one tenant, at least 43 characters; it may do everything",
  JWT_SECRET: "Secret of access tokens that are signed with HS256, HS384 or HS512, at least 32 bytes",
  JWT_PUBLIC_KEY: "Public key of access tokens as PEM (RSA, EC or Ed25519)",
  JWT_JWKS_URL: "Where the authorization server publishes the public keys of its access tokens",
  JWT_ISSUER: "Issuer that access tokens must name",
  JWT_AUDIENCE: "Audience that access tokens must name, as a rule HTTP_PUBLIC_URL",
  JWT_TENANT_CLAIM: "Claim of access tokens that names the tenant. Default: none, all are of CS_TENANT",
  MAX_REQUESTS_PER_MINUTE: "Messages over HTTP that all callers together may send in a minute. Default: 1000",
  MAX_REQUESTS_PER_HOUR: "Messages over HTTP that all callers together may send in an hour. Default: 10000",
  RATE_LIMIT_PER_CLIENT_PER_MINUTE: "Messages over HTTP that one caller may send in a minute. Default: 100",
  METRICS_TOKEN: "Bearer token that /metrics asks for, at least 16 characters. Default: none",
  MCP_TOOLSETS: "Toolsets to show, as core,health. Default: all, or none besides MCP_TOOLS",
  MCP_TOOLS: "Single tools to show, besides those of MCP_TOOLSETS",
  MCP_EXCLUDE_TOOLS: "Tools not to show",
  MCP_READ_ONLY: "true refuses every call that would write. Default: false",
  MCP_LOCKDOWN: "true withholds what customers wrote, as tickets and names of contacts. Default: false",
  MCP_STRUCTURED_CONTENT: "false answers with text alone, for clients that show a model both. Default: true",
} as const;

export type VariableName = keyof typeof variables;

/** Variables that hold a secret or a key and can also be given as a file in NAME_FILE. */
export const secretVariables = [
  "DATABASE_URL",
  "DATABASE_ADMIN_URL",
  "REDIS_URL",
  "MCP_API_KEY",
  "JWT_SECRET",
  "JWT_PUBLIC_KEY",
  "METRICS_TOKEN",
] as const satisfies readonly VariableName[];
