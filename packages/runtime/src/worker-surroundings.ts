import type { CalendarDate } from "@cs/models";
import type { Persistence } from "@cs/persistence";
import type { Config } from "./config/config.ts";
import type { Integrations } from "./integrations/open-integrations.ts";
import type { Logger } from "./logging/logger.ts";

/** What a worker stands on. */
export interface WorkerSurroundings {
  readonly config: Pick<Config, "auditLogRetentionDays" | "redisUrl" | "redisKeyPrefix">;
  readonly log: Logger;
  readonly persistence: Persistence;
  readonly tenantId: string;
  /** Those of the tenant. */
  readonly integrations: Integrations;
  today(tenantId: string): Promise<{ readonly asOf: CalendarDate }>;
}
