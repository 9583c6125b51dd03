import type { CompiledScorecard, ScorecardAudience } from "@cs/health-engine";
import type { Scorecard, ScorecardRules } from "@cs/models";
import type { ReadTransaction } from "@cs/persistence";
import { rulesInForce } from "../scoring/choose-scorecards.ts";
import { scorecardsUnder } from "../scoring/scorecards-under.ts";

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
  const planned = async (id: string) => (id === scorecard?.id ? scorecard : tx.scorecards.newest(id));
  return scorecardsUnder(rules ?? (await rulesInForce(tx)), planned);
}
