import { type EntryPosition, firstHash, type Persistence, type ReadTransaction } from "@cs/persistence";
import type { AuditCheckpoint, AuditReport } from "./audit-report.ts";
import { ChainWalk } from "./chain-walk.ts";

const batch = 1000;

/**
 * Computes the hash of every entry from its row and walks the whole chain, on one view of the data. With a checkpoint
 * it also finds out whether the chain still goes through it.
 */
export function verifyAudit(
  persistence: Persistence,
  tenantId: string,
  checkpoint: AuditCheckpoint | null = null,
): Promise<AuditReport> {
  return persistence.read(tenantId, async (tx) => {
    const walk = new ChainWalk(await tx.audit.prunedUpTo());
    const sealAtCheckpoint = await walkSeals(tx, walk, checkpoint?.position ?? 0);
    if (checkpoint !== null && sealAtCheckpoint !== checkpoint.sealHash) {
      const kind = sealAtCheckpoint === null ? "chain_cut_off" : "chain_rewritten";
      walk.report(kind, checkpoint.position, null);
    }
    await walkUnsealed(tx, walk);
    const { faults, faultCount, sealed, pruned, unsealed } = walk;
    return { head: { tenantId, ...walk.head }, sealed, pruned, unsealed, faultCount, faults };
  });
}

/** Returns the hash of the seal at a position, null without one. */
async function walkSeals(tx: ReadTransaction, walk: ChainWalk, position: number): Promise<string | null> {
  let wanted = position === 0 ? firstHash : null;
  for (;;) {
    const seals = await tx.audit.sealed(walk.head.position, batch);
    for (const seal of seals) {
      walk.seal(seal);
      if (seal.position === position) wanted = seal.sealHash;
    }
    if (seals.length < batch) return wanted;
  }
}

async function walkUnsealed(tx: ReadTransaction, walk: ChainWalk): Promise<void> {
  let after: EntryPosition | null = null;
  for (;;) {
    const entries = await tx.audit.unsealed(after, batch);
    for (const entry of entries) walk.notSealed(entry);
    if (entries.length < batch) return;
    after = entries.at(-1) ?? null;
  }
}
