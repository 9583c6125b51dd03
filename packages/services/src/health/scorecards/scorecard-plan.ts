import { type CompiledScorecard, compileScorecard, resolveScorecard, type ScorecardAudience } from "@cs/health-engine";
import { NotFoundError, type Scorecard, type ScorecardRules } from "@cs/models";
import type { ReadTransaction } from "@cs/persistence";

/** What is to be published: a version of a scorecard, other rules, or both at once. */
export interface ScorecardPlan {
  readonly scorecard?: Scorecard | undefined;
  readonly rules?: ScorecardRules | undefined;
}

/** The rules in force with another scorecard for all accounts that no earlier rule takes. */
export function withDefault(rules: ScorecardRules, scorecardId: string): ScorecardRules {
  return [...rules.slice(0, -1), { scorecardId }];
}

/** Picks for each account the scorecard that would be in force after a plan. */
export async function plannedScorecards(
  tx: ReadTransaction,
  { scorecard, rules }: ScorecardPlan,
): Promise<(account: ScorecardAudience) => CompiledScorecard> {
  const inForce = rules ?? (await tx.scorecards.rules())?.rules;
  if (!inForce) throw new NotFoundError("No scorecard is in force.", { hint: "Start the server once." });
  const compiled = new Map<string, CompiledScorecard>();
  for (const id of new Set(inForce.map((rule) => rule.scorecardId))) {
    compiled.set(id, compileScorecard(id === scorecard?.id ? scorecard : await tx.scorecards.newest(id)));
  }
  return (account) => {
    const id = resolveScorecard(inForce, account);
    const found = compiled.get(id);
    if (!found) throw new Error(`scorecard ${id} was not loaded`);
    return found;
  };
}
