/** Every environment variable the product reads, for `--help`, documentation and the check for mistyped names. */
export const variables = {
  CS_HOME: "Folder for the embedded database. Default: ~/.customer-success",
  CS_TENANT: "Whose data to use; demo is the demo portfolio. Default: default",
  CS_AS_OF: "Day that counts as today, YYYY-MM-DD, for data that ends in the past. Default: the current day",
  DATABASE_URL: "Your own PostgreSQL (14 or newer), by an ordinary role. Default: the embedded one",
  DATABASE_ADMIN_URL: "The same database by its owner; only migrations use it",
  REDIS_URL: "Redis (6.2 or newer) that servers share for cached answers. Default: none, every server keeps its own",
  REDIS_KEY_PREFIX: "Begins every key in Redis, so that installations can share one. Default: cs",
  LOG_LEVEL: "trace, debug, info, warn, error or silent. Default: info",
  AUDIT_LOG_RETENTION_DAYS: "Days for which entries of the audit log are kept, at least 30. Default: 90",
  HTTP_PORT: "Port of the MCP endpoint over HTTP. Default: 8082",
} as const;

export type VariableName = keyof typeof variables;

/** Variables that hold a secret and can also be given as a file in NAME_FILE. */
export const secretVariables = [
  "DATABASE_URL",
  "DATABASE_ADMIN_URL",
  "REDIS_URL",
] as const satisfies readonly VariableName[];
