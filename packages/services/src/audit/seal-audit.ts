import type { Persistence, SealedBatch } from "@cs/persistence";

const batchSize = 1000;

/**
 * Chains all entries of a tenant's audit log that are not sealed yet, and returns how many. Several may try at once and
 * may be stopped at any moment: each batch is a transaction, and the next one goes on where the chain ends.
 */
export async function sealAudit(persistence: Persistence, tenantId: string): Promise<number> {
  const sealAfter = (last: SealedBatch["last"]) => persistence.write(tenantId, (tx) => tx.audit.seal(last, batchSize));
  let batch = await sealAfter(null);
  let sealed = batch.count;
  while (batch.count === batchSize) {
    batch = await sealAfter(batch.last);
    sealed += batch.count;
  }
  return sealed;
}
