import type { HealthSnapshot } from "@cs/models";
import type { WriteTransaction } from "@cs/persistence";
import { announceRisks, type ScoringDay } from "../../events/churn-risk/announce-risks.ts";
import { computeScore, type Scoring } from "./scoring.ts";

/** Scores accounts, stores their snapshots and announces what other servers should know; in the order given. */
export async function recordScores(
  tx: WriteTransaction,
  scorings: readonly Scoring[],
  day: ScoringDay,
): Promise<HealthSnapshot[]> {
  const snapshots = await tx.snapshots.record(
    scorings.map((scoring) => ({
      clientId: scoring.clientId,
      score: computeScore(scoring),
      inputs: scoring.inputs,
      stands: scoring.inForce,
    })),
  );
  const scored = scorings.flatMap((scoring, index) => {
    const snapshot = snapshots[index];
    return snapshot ? [{ scoring, snapshot }] : [];
  });
  await announceRisks(tx, scored, day);
  return snapshots;
}
