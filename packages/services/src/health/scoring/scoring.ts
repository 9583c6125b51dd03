import { type CompiledScorecard, observe, type ScoreInput, score } from "@cs/health-engine";
import type { SnapshotInputs } from "@cs/models";
import { type AccountFacts, type CalendarDate, type ClientId, type HealthScore, scoreBands } from "@cs/models";
import type { ReadTransaction } from "@cs/persistence";
import { chooseScorecards } from "./choose-scorecards.ts";

/** An account that can be scored: whose, under what, from what. */
export interface Scoring {
  readonly clientId: ClientId;
  readonly facts: AccountFacts;
  readonly scorecard: CompiledScorecard;
  /** Whether the scorecard is the one in force for the account, so that its score is the account's standing. */
  readonly inForce: boolean;
  readonly inputs: SnapshotInputs;
}

/** The same with the score that follows from it. */
export interface Scored extends Scoring {
  readonly score: HealthScore;
}

export interface ScoringRequest {
  readonly clientIds: readonly ClientId[];
  readonly asOf: CalendarDate;
  readonly timeZone: string;
  /** Another scorecard than those in force. */
  readonly scorecardId?: string | undefined;
}

/** Everything the scores of accounts follow from on a day, in the order of the ids; unknown ids are left out. */
export async function loadScorings(tx: ReadTransaction, request: ScoringRequest): Promise<Scoring[]> {
  const { clientIds, asOf, timeZone, scorecardId } = request;
  const choose = await chooseScorecards(tx, scorecardId);
  const facts = await tx.queries.accountFacts({ clientIds, asOf, timeZone });
  const previous = await tx.snapshots.bandsBefore(clientIds, asOf);
  const overrides = await tx.overrides.on(clientIds, asOf);
  return facts.map((account) => {
    const { clientId } = account;
    return {
      clientId,
      facts: account,
      ...choose(account),
      inputs: {
        observations: observe(account),
        previousBand: scoreBands.find((band) => band === previous.get(clientId)) ?? null,
        override: overrides.get(clientId) ?? null,
      },
    };
  });
}

/** The same as the engine takes it. */
export function scoreInputOf(inputs: SnapshotInputs, asOf: CalendarDate): Omit<ScoreInput, "scorecard"> {
  const { observations, previousBand, override } = inputs;
  return { observations, asOf, previousBand: previousBand ?? undefined, override: override ?? undefined };
}

export function scored(scoring: Scoring): Scored {
  const { scorecard, facts, inputs } = scoring;
  return { ...scoring, score: score({ scorecard, ...scoreInputOf(inputs, facts.asOf) }) };
}
