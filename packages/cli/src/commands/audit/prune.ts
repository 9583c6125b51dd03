import type { Environment } from "@cs/runtime";
import { pruneAudit } from "@cs/services";
import { withRuntime } from "../../with-runtime.ts";

export interface PruneOptions {
  readonly despiteFaults?: true;
  readonly json?: true;
}

/** Removes entries of the audit log that are older than the setting says. */
export function prune({ despiteFaults, ...options }: PruneOptions, environment: Environment): Promise<void> {
  return withRuntime(options, environment, async ({ runtime: { persistence, tenantId, config } }) => {
    const removed = await pruneAudit({
      persistence,
      tenantId,
      actor: "local",
      retentionDays: config.auditLogRetentionDays,
      now: new Date(),
      despiteFaults: despiteFaults === true,
    });
    const text = `Removed ${removed.toLocaleString("en-US")} entries older than ${config.auditLogRetentionDays} days.`;
    process.stdout.write(`${options.json ? JSON.stringify({ removed }) : text}\n`);
  });
}
