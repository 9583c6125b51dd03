import { counterfactual, explainChange, type ScoreInput, sensitivity } from "@cs/health-engine";
import {
  addDays,
  type CalendarDate,
  type ClientId,
  type HealthBand,
  type HealthScore,
  type HealthSnapshot,
  InvalidInputError,
  type ScoreBand,
  scoreBands,
} from "@cs/models";
import type { ReadTransaction, ReplayableSnapshot } from "@cs/persistence";
import type { OperationContext } from "../../operation/operation.ts";
import { describeChange, noChange } from "../outputs/change-output.ts";
import { describeHealth } from "../outputs/health-output.ts";
import { describeReach } from "../outputs/reach-output.ts";
import { describeSensitivity } from "../outputs/sensitivity-output.ts";
import { recordScores } from "../scoring/record-scores.ts";
import { loadScorings, type Scoring, scored, scoreInputOf } from "../scoring/scoring.ts";
import { actionableMeasures } from "./actionable-measures.ts";
import type { ScoreRequest } from "./calculate-input.ts";
import type { ClientScore } from "./client-score-output.ts";
import { requireClients } from "./require-clients.ts";

/** Scores clients, stores the snapshots, and adds what was asked for. */
export async function scoreClients(
  request: ScoreRequest,
  { tx, tenant, today, now }: OperationContext<"write">,
): Promise<ClientScore[]> {
  const clientIds = [...new Set(request.clientIds)];
  await requireClients(tx, clientIds);
  const asOf = request.asOf ?? today;
  const earlier = request.include?.includes("change") ? await earlierScores(tx, clientIds, request, asOf) : undefined;
  const { scorecardId } = request;
  const scorings = await loadScorings(tx, { clientIds, asOf, timeZone: tenant.timeZone, scorecardId });
  const snapshots = await recordScores(tx, scorings.map(scored), { tenant, now });
  return scorings.flatMap((scoring, index) => {
    const snapshot = snapshots[index];
    return snapshot ? [answer(scoring, snapshot, { request, earlier })] : [];
  });
}

interface Answering {
  readonly request: ScoreRequest;
  readonly earlier: ReadonlyMap<ClientId, ReplayableSnapshot> | undefined;
}

function answer(scoring: Scoring, snapshot: HealthSnapshot, { request, earlier }: Answering): ClientScore {
  const { clientId, facts, scorecard, inputs } = scoring;
  const now: ScoreInput = { scorecard: scorecard.scorecard, ...scoreInputOf(inputs, facts.asOf) };
  const asked = new Set(request.include);
  return {
    clientId,
    snapshotId: snapshot.snapshotId,
    ...describeHealth(snapshot),
    ...(asked.has("change") && { change: changeSince(earlier?.get(clientId), now, snapshot) }),
    ...(asked.has("reach") && { reach: reachOf(now, snapshot, request.targetBand) }),
    ...(asked.has("sensitivity") && { sensitivity: describeSensitivity(sensitivity(now)) }),
  };
}

async function earlierScores(
  tx: ReadTransaction,
  clientIds: readonly ClientId[],
  { since }: ScoreRequest,
  asOf: CalendarDate,
): Promise<ReadonlyMap<ClientId, ReplayableSnapshot>> {
  if (since !== undefined && since >= asOf) {
    throw new InvalidInputError(`since (${since}) must be before the day to score (${asOf}).`, {
      field: "since",
      hint: "Give an earlier day, or leave it out for the score before.",
    });
  }
  const latest = await tx.snapshots.latest(clientIds, since ?? addDays(asOf, -1));
  const replayable = await tx.snapshots.replayable([...latest.values()].map(({ snapshotId }) => snapshotId));
  return new Map(replayable.map((each) => [each.snapshot.clientId, each]));
}

function changeSince(earlier: ReplayableSnapshot | undefined, now: ScoreInput, result: HealthScore) {
  if (!earlier) return noChange("no earlier score is stored", result);
  const { snapshot, scorecard, inputs } = earlier;
  const before: ScoreInput = { scorecard, ...scoreInputOf(inputs, snapshot.asOf) };
  return describeChange(explainChange(before, now), { before: snapshot, after: result });
}

function reachOf(input: ScoreInput, { band }: HealthScore, target: ScoreBand | undefined) {
  const goal = target ?? nextBetter(band);
  if (goal === null) return null;
  // With hysteresis the way leads from the band of today, not from the one before it.
  const from = { ...input, previousBand: band };
  const actionable = actionableMeasures(input.scorecard);
  return describeReach(counterfactual({ input: from, targetBand: goal, actionable }), goal);
}

function nextBetter(band: HealthBand): ScoreBand | null {
  if (band === "insufficient_data") return "good";
  return scoreBands[scoreBands.indexOf(band) - 1] ?? null;
}
