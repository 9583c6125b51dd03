import { replay } from "@cs/health-engine";
import type { ReadTransaction } from "@cs/persistence";
import { z } from "zod";
import { scoreInputOf } from "../scoring/scoring.ts";

export const replayOutput = z.strictObject({
  snapshotId: z.string(),
  clientId: z.string(),
  asOf: z.string(),
  scorecard: z.strictObject({ id: z.string(), version: z.int() }),
  score: z.number().nullable(),
  computedAt: z.string(),
  identical: z.boolean().describe("Whether the stored inputs give the stored score again, to the last byte."),
  difference: z
    .strictObject({ field: z.string(), stored: z.unknown(), recomputed: z.unknown() })
    .nullable()
    .describe("The first field that differs."),
});

/** Computes a stored score again from the inputs that were stored with it, whatever facts have arrived since. */
export async function replaySnapshot(tx: ReadTransaction, snapshotId: string): Promise<z.infer<typeof replayOutput>> {
  const [found] = await tx.snapshots.replayable([snapshotId]);
  if (!found) throw new Error(`snapshot ${snapshotId} was not read`);
  const { snapshot, scorecard, inputs } = found;
  const result = replay({ stored: snapshot, scorecard, ...scoreInputOf(inputs, snapshot.asOf) });
  const { clientId, asOf, score, computedAt } = snapshot;
  return {
    snapshotId,
    clientId,
    asOf,
    scorecard: snapshot.scorecard,
    score,
    computedAt,
    identical: result.identical,
    difference: result.identical ? null : { field: result.field, stored: result.stored, recomputed: result.recomputed },
  };
}
