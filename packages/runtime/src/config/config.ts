import { isAbsolute, resolve } from "node:path";
import type { CalendarDate } from "@cs/models";
import type { AuthenticationConfig, HttpConfig, RateLimitConfig } from "./http-config.ts";
import type { SendgridConfig, ZendeskConfig } from "./integrations-config.ts";

export const logLevels = ["trace", "debug", "info", "warn", "error", "silent"] as const;
export type LogLevel = (typeof logLevels)[number];

/** Which tools MCP clients see, and how. */
export interface SurfaceSettings {
  /** Names of toolsets; null shows all of them, unless `tools` names some. */
  readonly toolsets: readonly string[] | null;
  /** Single tools, besides those of the toolsets. */
  readonly tools: readonly string[] | null;
  readonly excludeTools: readonly string[];
  /** Refuses every call that would write, and hides the tools that can do nothing else. */
  readonly readOnly: boolean;
  /** Withholds what customers wrote. */
  readonly lockdown: boolean;
}

/** Every setting of the product, validated. */
export interface Config {
  /** Folder of the embedded database and of everything else the product keeps. */
  readonly home: string;
  /** Whose data is served; null for the default tenant. */
  readonly tenantId: string | null;
  /** Your own PostgreSQL, by an ordinary role; null uses the embedded one. */
  readonly databaseUrl: string | null;
  /** Owner of your own database, for migrations only; null when migrations run elsewhere. */
  readonly databaseAdminUrl: string | null;
  /** Redis, `redis://` or `rediss://`; null for none. */
  readonly redisUrl: string | null;
  /** Begins every key in Redis. */
  readonly redisKeyPrefix: string;
  /** Folder of files made for people, as reports. */
  readonly exportFolder: string;
  /** Path of Chromium or Chrome, for PDF; null looks on the `PATH`. */
  readonly chromium: string | null;
  readonly logLevel: LogLevel;
  readonly http: HttpConfig;
  readonly authentication: AuthenticationConfig;
  readonly rateLimits: RateLimitConfig;
  /** Age in days from which entries of the audit log may be pruned. */
  readonly auditLogRetentionDays: number;
  readonly surface: SurfaceSettings;
  /** Whether answers also carry a structured half, which programs read and some clients show to the model twice. */
  readonly structuredContent: boolean;
  /** Fixes the default as-of day, for data that ends in the past. */
  readonly asOf: CalendarDate | null;
  /** Null where SendGrid is not used. */
  readonly sendgrid: SendgridConfig | null;
  /** Null where Zendesk is not used. */
  readonly zendesk: ZendeskConfig | null;
}

/** Path of a folder setting; relative ones start at the working folder. */
export function absolutePath(path: string): string {
  return isAbsolute(path) ? path : resolve(path);
}
