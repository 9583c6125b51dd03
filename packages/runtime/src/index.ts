export { type BackupHeader, type BackupOptions, backUp, restore } from "./backup.ts";
export { type Config, type LogLevel, logLevels, type SurfaceSettings } from "./config/config.ts";
export { type Environment, loadConfig } from "./config/load-config.ts";
export { secretVariables, type VariableName, variables } from "./config/variables.ts";
export { createRuntime, type Runtime, type RuntimeOptions } from "./create-runtime.ts";
export {
  acquireEmbeddedPostgres,
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
} from "./embedded-postgres/index.ts";
export { createLogger, type Logger, withoutPasswords } from "./logging/logger.ts";
