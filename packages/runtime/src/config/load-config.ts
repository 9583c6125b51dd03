import { homedir } from "node:os";
import { join } from "node:path";
import { authenticationConfig } from "./authentication-config.ts";
import type { Config } from "./config.ts";
import { type Environment, settingReader } from "./read-setting.ts";
import { sendgridConfig } from "./sendgrid-config.ts";
import { zendeskConfig } from "./zendesk-config.ts";

/**
 * Reads and validates every setting; the only reader of the environment. Throws `ConfigurationError` naming the variable
 * and the fix, without its value when it is a secret.
 */
export function loadConfig(environment: Environment): Config {
  const read = settingReader(environment);
  const home = read("CS_HOME") ?? join(homedir(), ".customer-success");
  return {
    home,
    exportFolder: read("CS_EXPORT_DIR") ?? join(home, "exports"),
    chromium: read("CS_CHROMIUM"),
    tenantId: read("CS_TENANT"),
    databaseUrl: read("DATABASE_URL"),
    databaseAdminUrl: read("DATABASE_ADMIN_URL"),
    redisUrl: read("REDIS_URL"),
    redisKeyPrefix: read("REDIS_KEY_PREFIX") ?? "cs",
    logLevel: read("LOG_LEVEL") ?? "info",
    http: {
      host: read("HTTP_HOST") ?? "127.0.0.1",
      port: read("HTTP_PORT") ?? 8082,
      publicUrl: read("HTTP_PUBLIC_URL"),
      allowedHosts: read("HTTP_ALLOWED_HOSTS") ?? [],
      allowedOrigins: read("HTTP_ALLOWED_ORIGINS") ?? [],
      trustedProxies: read("HTTP_TRUSTED_PROXIES") ?? 0,
      stateless: read("HTTP_STATELESS") ?? false,
      graceSeconds: read("HTTP_GRACE_SECONDS") ?? 10,
      metricsToken: read("METRICS_TOKEN"),
    },
    authentication: authenticationConfig(read),
    rateLimits: {
      perMinute: read("MAX_REQUESTS_PER_MINUTE") ?? 1000,
      perHour: read("MAX_REQUESTS_PER_HOUR") ?? 10_000,
      perCallerPerMinute: read("RATE_LIMIT_PER_CLIENT_PER_MINUTE") ?? 100,
    },
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
    sendgrid: sendgridConfig(read),
    zendesk: zendeskConfig(read),
  };
}
