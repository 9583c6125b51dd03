import type { HealthSnapshot } from "@cs/models";
import type { RecordOptions, WriteTransaction } from "@cs/persistence";
import { announceRisks, type ScoringDay } from "../../events/churn-risk/announce-risks.ts";
import type { Scored } from "./scoring.ts";

/** For whom and when scores are stored, and what was seen when they were worked out. */
export type Recording = ScoringDay & RecordOptions;

/** Stores scores as snapshots and announces what other servers should know; in the order given. */
export async function recordScores(
  tx: WriteTransaction,
  accounts: readonly Scored[],
  { seen, ...day }: Recording,
): Promise<HealthSnapshot[]> {
  const snapshots = await tx.snapshots.record(
    accounts.map(({ clientId, score, inputs, inForce }) => ({ clientId, score, inputs, stands: inForce })),
    { seen },
  );
  const scored = accounts.flatMap((scoring, index) => {
    const snapshot = snapshots[index];
    return snapshot ? [{ scoring, snapshot }] : [];
  });
  await announceRisks(tx, scored, day);
  return snapshots;
}
