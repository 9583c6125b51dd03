import { type CompiledScorecard, compileScorecard, resolveScorecard, type ScorecardAudience } from "@cs/health-engine";
import type { Scorecard, ScorecardRules } from "@cs/models";

/** Picks by rules the scorecard of each account, compiled once. `find` gives the scorecard of an id. */
export async function scorecardsUnder(
  rules: ScorecardRules,
  find: (scorecardId: string) => Promise<Scorecard>,
): Promise<(account: ScorecardAudience) => CompiledScorecard> {
  const compiled = new Map<string, CompiledScorecard>();
  for (const id of new Set(rules.map((rule) => rule.scorecardId))) compiled.set(id, compileScorecard(await find(id)));
  return (account) => {
    const id = resolveScorecard(rules, account);
    const scorecard = compiled.get(id);
    if (!scorecard) throw new Error(`scorecard ${id} was not loaded`);
    return scorecard;
  };
}
