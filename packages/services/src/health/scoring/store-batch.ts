import type { WriteTransaction } from "@cs/persistence";
import type { ReadBatch } from "./read-batch.ts";
import { recordScores } from "./record-scores.ts";

/** Scores a batch that was read before and stores the snapshots; returns how many. */
export async function storeBatch(tx: WriteTransaction, batch: ReadBatch, now: Date): Promise<number> {
  await tx.planAnew();
  const tenant = await tx.tenants.get();
  const snapshots = await recordScores(tx, batch.scorings, { tenant, now, seen: batch.seen });
  return snapshots.length;
}
