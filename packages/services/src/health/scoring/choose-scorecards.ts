import { type CompiledScorecard, compileScorecard, resolveScorecard, type ScorecardAudience } from "@cs/health-engine";
import { NotFoundError } from "@cs/models";
import type { ReadTransaction } from "@cs/persistence";

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
  const published = await tx.scorecards.rules();
  if (!published) {
    throw new NotFoundError("No scorecard is in force.", {
      hint: "Restart the server: it publishes the default scorecard.",
    });
  }
  const needed = scorecardId === undefined ? published.rules.map((rule) => rule.scorecardId) : [scorecardId];
  const compiled = new Map<string, CompiledScorecard>();
  for (const id of new Set(needed)) compiled.set(id, compileScorecard(await tx.scorecards.newest(id)));
  return (account) => {
    const resolved = resolveScorecard(published.rules, account);
    const id = scorecardId ?? resolved;
    const scorecard = compiled.get(id);
    if (!scorecard) throw new Error(`scorecard ${id} was not loaded`);
    return { scorecard, inForce: id === resolved };
  };
}
