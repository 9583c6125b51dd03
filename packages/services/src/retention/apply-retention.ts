import type { Persistence } from "@cs/persistence";
import { pruneAudit } from "../audit/prune-audit.ts";

export interface RetentionOptions {
  readonly persistence: Persistence;
  readonly tenantId: string;
  readonly actor: string;
  /** Age in days from which sealed entries of the audit log go; at least 30. */
  readonly auditLogRetentionDays: number;
  readonly now: Date;
}

/** How many rows of each kind were removed. */
export interface RetentionReport {
  readonly idempotencyKeys: number;
  readonly confirmations: number;
  readonly rescoringRuns: number;
  readonly deliveredEffects: number;
  readonly auditEntries: number;
}

/**
 * Removes what a tenant keeps for a time only: idempotency keys after 24 hours, unused confirmations after ten minutes,
 * rescoring runs and effects that were delivered outside after 90 days, and entries of the audit log last. Throws
 * `ConflictError` when that has faults: then its entries stay.
 */
export async function applyRetention(options: RetentionOptions): Promise<RetentionReport> {
  const { persistence, tenantId, actor, auditLogRetentionDays, now } = options;
  const expired = await persistence.write(tenantId, async (tx) => ({
    idempotencyKeys: await tx.idempotency.removeExpired(),
    confirmations: await tx.confirmations.removeExpired(),
    rescoringRuns: await tx.rescoring.removeExpired(),
    deliveredEffects: await tx.outbox.removeExpired(),
  }));
  const auditEntries = await pruneAudit({ persistence, tenantId, actor, retentionDays: auditLogRetentionDays, now });
  return { ...expired, auditEntries };
}
