import type { HealthSnapshot } from "@cs/models";
import type { RecordOptions, WriteTransaction } from "@cs/persistence";
import { announceRisks, type ScoringDay } from "../../events/churn-risk/announce-risks.ts";
import { computeScore, type Scoring } from "./scoring.ts";

/** For whom and when scores are stored, and what was seen when they were worked out. */
export type Recording = ScoringDay & RecordOptions;

/** Scores accounts, stores their snapshots and announces what other servers should know; in the order given. */
export async function recordScores(
  tx: WriteTransaction,
  scorings: readonly Scoring[],
  { seen, ...day }: Recording,
): Promise<HealthSnapshot[]> {
  const snapshots = await tx.snapshots.record(
    scorings.map((scoring) => ({
      clientId: scoring.clientId,
      score: computeScore(scoring),
      inputs: scoring.inputs,
      stands: scoring.inForce,
    })),
    { seen },
  );
  const scored = scorings.flatMap((scoring, index) => {
    const snapshot = snapshots[index];
    return snapshot ? [{ scoring, snapshot }] : [];
  });
  await announceRisks(tx, scored, day);
  return snapshots;
}
