import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { ConfigurationError, calendarDateSchema } from "@cs/models";
import { categories, operations } from "@cs/services";
import { z } from "zod";
import { absolutePath, type Config, logLevels } from "./config.ts";
import { listOf } from "./list-of.ts";
import { secretVariables, type VariableName } from "./variables.ts";

/** The environment as the process has it. */
export type Environment = Readonly<Record<string, string | undefined>>;

const postgresUrl = z
  .string()
  .refine(
    (url) => /^postgres(ql)?:\/\/\S+$/.test(url) && URL.canParse(url),
    "must look like postgresql://user:password@host:5432/name",
  );

const toolNames = operations.map(({ name }) => name);
const flag = z.stringbool({ truthy: ["true"], falsy: ["false"], error: "must be true or false" });

const schemas = {
  CS_HOME: z.string().min(1).transform(absolutePath),
  CS_TENANT: z.string().regex(/^[a-z][a-z0-9_-]{0,39}$/, "must be a short lower-case name"),
  CS_AS_OF: calendarDateSchema,
  DATABASE_URL: postgresUrl,
  DATABASE_ADMIN_URL: postgresUrl,
  LOG_LEVEL: z.enum(logLevels, `must be one of ${logLevels.join(", ")}`),
  HTTP_PORT: z.coerce
    .number("must be a port number")
    .int()
    .min(0, "must be 0 to 65535")
    .max(65_535, "must be 0 to 65535"),
  AUDIT_LOG_RETENTION_DAYS: z.coerce
    .number("must be a number of days")
    .int()
    .min(30, "must be 30 to 36500")
    .max(36_500, "must be 30 to 36500"),
  MCP_TOOLSETS: listOf("toolset", categories),
  MCP_TOOLS: listOf("tool", toolNames),
  MCP_EXCLUDE_TOOLS: listOf("tool", toolNames),
  MCP_READ_ONLY: flag,
  MCP_LOCKDOWN: flag,
  MCP_STRUCTURED_CONTENT: flag,
} as const satisfies Record<VariableName, z.ZodType>;

/**
 * Reads and validates every setting; the only reader of the environment. Throws `ConfigurationError` naming the variable
 * and the fix, without its value when it is a secret.
 */
export function loadConfig(environment: Environment): Config {
  const read = <Name extends VariableName>(name: Name): z.output<(typeof schemas)[Name]> | null => {
    const text = settingOf(name, environment);
    if (text === undefined) return null;
    const parsed = schemas[name].safeParse(text);
    if (parsed.success) return parsed.data as z.output<(typeof schemas)[Name]>;
    throw new ConfigurationError(`${name} ${parsed.error.issues[0]?.message ?? "is not valid"}.`, {
      field: name,
      hint: `Correct ${name}, or remove it to use the default.`,
    });
  };
  return {
    home: read("CS_HOME") ?? join(homedir(), ".customer-success"),
    tenantId: read("CS_TENANT"),
    databaseUrl: read("DATABASE_URL"),
    databaseAdminUrl: read("DATABASE_ADMIN_URL"),
    logLevel: read("LOG_LEVEL") ?? "info",
    httpPort: read("HTTP_PORT") ?? 8082,
    auditLogRetentionDays: read("AUDIT_LOG_RETENTION_DAYS") ?? 90,
    surface: {
      toolsets: read("MCP_TOOLSETS"),
      tools: read("MCP_TOOLS"),
      excludeTools: read("MCP_EXCLUDE_TOOLS") ?? [],
      readOnly: read("MCP_READ_ONLY") ?? false,
      lockdown: read("MCP_LOCKDOWN") ?? false,
    },
    structuredContent: read("MCP_STRUCTURED_CONTENT") ?? true,
    asOf: read("CS_AS_OF"),
  };
}

/** Empty counts as not set, as in compose files. */
function settingOf(name: VariableName, environment: Environment): string | undefined {
  const direct = environment[name]?.trim() || undefined;
  const file = isSecret(name) ? environment[`${name}_FILE`]?.trim() || undefined : undefined;
  if (direct !== undefined && file !== undefined) {
    throw new ConfigurationError(`${name} and ${name}_FILE are both set.`, { field: name, hint: "Keep one of them." });
  }
  return file === undefined ? direct : readSecret(name, file);
}

function isSecret(name: VariableName): boolean {
  return secretVariables.some((secret) => secret === name);
}

function readSecret(name: string, path: string): string {
  try {
    return readFileSync(path, "utf8").trim();
  } catch (cause) {
    throw new ConfigurationError(`${name}_FILE names a file that cannot be read.`, {
      field: `${name}_FILE`,
      hint: `Check the path ${path} and its permissions.`,
      cause,
    });
  }
}
