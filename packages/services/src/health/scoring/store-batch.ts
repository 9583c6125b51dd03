import type { WriteTransaction } from "@cs/persistence";
import { recordScores } from "./record-scores.ts";
import type { ScoredBatch } from "./scored-batches.ts";

/** Stores the scores of a batch that was read before; returns how many. */
export async function storeBatch(tx: WriteTransaction, { accounts, seen }: ScoredBatch, now: Date): Promise<number> {
  const [tenant] = await Promise.all([tx.tenants.get(), tx.planAnew()]);
  const snapshots = await recordScores(tx, accounts, { tenant, now, seen });
  return snapshots.length;
}
