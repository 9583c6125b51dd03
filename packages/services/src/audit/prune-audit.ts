import { addDays, ConflictError } from "@cs/models";
import { newId, type Persistence } from "@cs/persistence";
import { sealAudit } from "./seal-audit.ts";
import { verifyAudit } from "./verify-audit.ts";

export interface PruneAuditOptions {
  readonly persistence: Persistence;
  readonly tenantId: string;
  readonly actor: string;
  /** Age in days from which sealed entries go; at least 30. */
  readonly retentionDays: number;
  readonly now: Date;
  /** Prunes a log with faults too. */
  readonly despiteFaults?: boolean;
}

/**
 * Removes old entries from the audit log and returns how many. The seals stay, and the log itself tells up to where it
 * was pruned, so that it can be verified as before. Throws `ConflictError` when the log has faults: evidence stays.
 */
export async function pruneAudit(options: PruneAuditOptions): Promise<number> {
  const { persistence, tenantId, actor, retentionDays, now, despiteFaults = false } = options;
  await sealAudit(persistence, tenantId);
  const { faultCount } = await verifyAudit(persistence, tenantId);
  if (faultCount > 0 && !despiteFaults) {
    throw new ConflictError(`The audit log is not whole (faults: ${faultCount}): nothing was removed.`, {
      hint: "Look at them with cs audit verify; --despite-faults removes old entries all the same.",
    });
  }
  const olderThan = addDays(now.toISOString().slice(0, 10), -retentionDays);
  const request = { olderThan, actor, requestId: newId("req") };
  const removed = await persistence.write(tenantId, (tx) => tx.audit.prune(request));
  await sealAudit(persistence, tenantId);
  return removed;
}
