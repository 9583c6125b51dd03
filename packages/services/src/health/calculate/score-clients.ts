import { counterfactual, explainChange, type ScoreInput, score, sensitivity, whatIf } from "@cs/health-engine";
import {
  addDays,
  type CalendarDate,
  type ClientId,
  type HealthBand,
  type HealthScore,
  type HealthSnapshot,
  InvalidInputError,
  NotFoundError,
  type ScoreBand,
  type Scorecard,
  scoreBands,
} from "@cs/models";
import type { ReplayableSnapshot, WriteTransaction } from "@cs/persistence";
import { z } from "zod";
import type { ScoringDay } from "../../events/churn-risk/announce-risks.ts";
import { suggest } from "../../operation/suggest.ts";
import { changeOutput, describeChange, noChange } from "../outputs/change-output.ts";
import { describeHealth, healthOutput } from "../outputs/health-output.ts";
import { describeReach, reachOutput } from "../outputs/reach-output.ts";
import { describeSensitivity, sensitivityOutput } from "../outputs/sensitivity-output.ts";
import { recordScores } from "../scoring/record-scores.ts";
import { loadScorings, type Scoring, scoreInputOf } from "../scoring/scoring.ts";
import { actionableMeasures } from "./actionable-measures.ts";
import type { ScoreRequest } from "./calculate-input.ts";

export const clientScoreOutput = healthOutput.extend({
  clientId: z.string(),
  snapshotId: z.string().nullable().describe("Null for a what-if question."),
  change: changeOutput.optional(),
  reach: reachOutput.nullable().optional().describe("Null in the best band."),
  sensitivity: sensitivityOutput.optional(),
});
type ClientScore = z.infer<typeof clientScoreOutput>;

/** Scores clients, stores the snapshots unless it is a what-if question, and adds what was asked for. */
export async function scoreClients(
  tx: WriteTransaction,
  request: ScoreRequest,
  { today, ...day }: ScoringDay & { readonly today: CalendarDate },
): Promise<ClientScore[]> {
  const clientIds = [...new Set(request.clientIds)];
  await requireClients(tx, clientIds);
  const asOf = request.asOf ?? today;
  const earlier = request.include?.includes("change") ? await earlierScores(tx, clientIds, request, asOf) : undefined;
  const scorings = await loadScorings(tx, {
    clientIds,
    asOf,
    timeZone: day.tenant.timeZone,
    scorecardId: request.scorecardId,
  });
  const assumed = request.whatIf;
  if (assumed) for (const { scorecard } of scorings) refuseUnknownMeasures(assumed, scorecard.scorecard);
  const snapshots = assumed ? undefined : await recordScores(tx, scorings, day);
  return scorings.map((scoring, index) => answer(scoring, { request, earlier, snapshot: snapshots?.[index] }));
}

interface Answering {
  readonly request: ScoreRequest;
  readonly earlier: ReadonlyMap<ClientId, ReplayableSnapshot> | undefined;
  readonly snapshot: HealthSnapshot | undefined;
}

function answer(scoring: Scoring, { request, earlier, snapshot }: Answering): ClientScore {
  const { clientId, facts, scorecard, inputs } = scoring;
  const now: ScoreInput = { scorecard: scorecard.scorecard, ...scoreInputOf(inputs, facts.asOf) };
  const assumption = request.whatIf && whatIf(now, request.whatIf);
  const result = assumption?.after ?? snapshot ?? score(now);
  const asked = new Set(request.include);
  return {
    clientId,
    snapshotId: snapshot?.snapshotId ?? null,
    ...describeHealth(result),
    ...(assumption && { change: describeChange(assumption.change, assumption) }),
    ...(asked.has("change") && !assumption && { change: changeSince(earlier?.get(clientId), now, result) }),
    ...(asked.has("reach") && { reach: reachOf(now, result, request.targetBand) }),
    ...(asked.has("sensitivity") && { sensitivity: describeSensitivity(sensitivity(now)) }),
  };
}

async function earlierScores(
  tx: WriteTransaction,
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

/** @throws NotFoundError that names every id without a client. */
export async function requireClients(tx: WriteTransaction, clientIds: readonly ClientId[]): Promise<void> {
  const unknown = await tx.accounts.unknownIds(clientIds);
  if (unknown.length === 0) return;
  throw new NotFoundError(`There is no client ${unknown.map((id) => JSON.stringify(id)).join(", ")}.`, {
    field: "clientIds",
    hint: "Find the ids with list_clients. Nothing was scored.",
  });
}

function refuseUnknownMeasures(whatIf: Readonly<Record<string, number>>, scorecard: Scorecard): void {
  const scored = scorecard.groups.flatMap((group) => group.measures.map((each) => each.measure));
  const capped = scorecard.caps.flatMap((cap) => cap.when.map((condition) => condition.measure));
  const known = [...new Set([...scored, ...capped])];
  const unknown = Object.keys(whatIf).find((measure) => !known.includes(measure));
  if (unknown === undefined) return;
  const near = suggest(unknown, known);
  throw new InvalidInputError(`Scorecard ${scorecard.id} has no measure "${unknown.slice(0, 60)}".`, {
    field: `whatIf.${unknown.slice(0, 60)}`,
    hint: near ? `Did you mean "${near}"?` : `Its measures: ${known.join(", ")}.`,
  });
}
