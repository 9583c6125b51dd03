import { type CompiledScorecard, resolveScorecard, type ScorecardAudience } from "@cs/health-engine";
import { NotFoundError, type ScorecardRules } from "@cs/models";
import type { ReadTransaction } from "@cs/persistence";
import { scorecardsUnder } from "./scorecards-under.ts";

/** The scorecard that scores an account, and whether it is the one in force for it. */
export interface ChosenScorecard {
  readonly scorecard: CompiledScorecard;
  readonly inForce: boolean;
}

/** Picks scorecards by the rules in force, or always the newest version of the one that is named. */
export async function chooseScorecards(
  tx: ReadTransaction,
  scorecardId?: string,
): Promise<(account: ScorecardAudience) => ChosenScorecard> {
  const inForce = await rulesInForce(tx);
  const choose = await scorecardsUnder(scorecardId === undefined ? inForce : [{ scorecardId }], tx.scorecards.newest);
  return (account) => {
    const scorecard = choose(account);
    return { scorecard, inForce: scorecard.scorecard.id === resolveScorecard(inForce, account) };
  };
}

/** @throws NotFoundError before the first rules were published. */
export async function rulesInForce(tx: ReadTransaction): Promise<ScorecardRules> {
  const published = await tx.scorecards.rules();
  if (published) return published.rules;
  throw new NotFoundError("No scorecard is in force.", {
    hint: "Restart the server: it publishes the default scorecard.",
  });
}
