import { compileScorecard, observe, score } from "@cs/health-engine";
import type { AccountFacts, ClientId, HealthScore, Scorecard } from "@cs/models";

/** A score and whose it is. */
export interface AccountScore {
  readonly clientId: ClientId;
  readonly score: HealthScore;
}

/**
 * Scores accounts from their facts, in the order given. `whatIf` holds values that replace observed ones, by measure: for
 * questions, never to be stored.
 */
export function scoreAccounts(
  facts: readonly AccountFacts[],
  scorecard: Scorecard,
  whatIf: Readonly<Record<string, number>> = {},
): AccountScore[] {
  const compiled = compileScorecard(scorecard);
  return facts.map((account) => {
    const { clientId, asOf } = account;
    const assumed = Object.entries(whatIf).map(([measure, value]) => [measure, { value, observedOn: asOf }]);
    const observations = { ...observe(account), ...Object.fromEntries(assumed) };
    return { clientId, score: score({ scorecard: compiled, asOf, observations }) };
  });
}
