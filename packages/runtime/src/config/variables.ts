/** Every environment variable the product reads, for `--help`, documentation and the check for mistyped names. */
export const variables = {
  CS_HOME: "Folder for the embedded database. Default: ~/.customer-success",
  CS_TENANT: "Whose data to use; demo is the demo portfolio. Default: default",
  CS_AS_OF: "Day that counts as today, YYYY-MM-DD, for data that ends in the past. Default: the current day",
  DATABASE_URL: "Your own PostgreSQL (14 or newer), by an ordinary role. Default: the embedded one",
  DATABASE_ADMIN_URL: "The same database by its owner; only migrations use it",
  LOG_LEVEL: "trace, debug, info, warn, error or silent. Default: info",
  AUDIT_LOG_RETENTION_DAYS: "Days that cs audit prune keeps entries of the audit log, at least 30. Default: 90",
  HTTP_PORT: "Port of the MCP endpoint over HTTP. Default: 8082",
  MCP_TOOLSETS: "Toolsets to show, as core,health. Default: all, or none besides MCP_TOOLS",
  MCP_TOOLS: "Single tools to show, besides those of MCP_TOOLSETS",
  MCP_EXCLUDE_TOOLS: "Tools not to show",
  MCP_READ_ONLY: "true refuses every call that would write. Default: false",
  MCP_LOCKDOWN: "true withholds what customers wrote, as tickets and names of contacts. Default: false",
  MCP_STRUCTURED_CONTENT: "false answers with text alone, for clients that show a model both. Default: true",
} as const;

export type VariableName = keyof typeof variables;

/** Variables that hold a secret and can also be given as a file in NAME_FILE. */
export const secretVariables = ["DATABASE_URL", "DATABASE_ADMIN_URL"] as const satisfies readonly VariableName[];
