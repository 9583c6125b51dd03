export type { BacktestRun, BacktestStep, ReadTransaction, SyncState, Tenant, WriteTransaction } from "@cs/persistence";
export { type BackupHeader, type BackupOptions, backUp, restore } from "./backup.ts";
export { type Config, type LogLevel, logLevels, type SurfaceSettings } from "./config/config.ts";
export type { AuthenticationConfig, HttpConfig, JwtConfig, JwtKey, RateLimitConfig } from "./config/http-config.ts";
export { loadConfig } from "./config/load-config.ts";
export type { Environment } from "./config/read-setting.ts";
export { secretVariables, type VariableName, variables } from "./config/variables.ts";
export { createRuntime, type Runtime, type RuntimeOptions } from "./create-runtime.ts";
export {
  acquireEmbeddedPostgres,
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
} from "./embedded-postgres/index.ts";
export { eventDeadLetters } from "./event-dead-letters.ts";
export { noServiceAccount } from "./integrations/mixpanel-usage.ts";
export { type Integrations, openIntegrations } from "./integrations/open-integrations.ts";
export { zendeskTickets } from "./integrations/zendesk-tickets.ts";
export { createLogger, type Logger, withoutPasswords } from "./logging/logger.ts";
export type { MeasuredCall, Metrics } from "./metrics/call-metrics.ts";
export type { RateLimits } from "./rate-limits/rate-limits.ts";
export type { Webhook, WebhookOutcome } from "./webhooks/webhook.ts";
export type { Webhooks } from "./webhooks/webhooks.ts";
