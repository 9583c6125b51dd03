import { NotFoundError, type Scorecard } from "@cs/models";
import type { ReadTransaction } from "@cs/persistence";

/** The named scorecard's newest version, or the one in force. */
export async function chooseScorecard(tx: ReadTransaction, scorecardId: string | undefined): Promise<Scorecard> {
  if (scorecardId !== undefined) return tx.scorecards.newest(scorecardId);
  const active = await tx.scorecards.active();
  if (active) return active;
  throw new NotFoundError("No scorecard is in force.", {
    hint: "Restart the server: it publishes the default scorecard.",
  });
}
