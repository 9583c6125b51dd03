import type { ClientId } from "@cs/models";
import type { SegmentMove } from "@cs/persistence";
import type { OperationContext } from "../../operation/operation.ts";
import { measuresIn } from "../segments/definition-of.ts";
import { readerOf } from "../segments/segment-fact.ts";
import { change, storeEvaluation } from "../segments/store-evaluation.ts";
import { studySegment } from "../segments/study-segment.ts";
import { describeTiers } from "./describe-tiers.ts";
import type { TierPreviewInput, TierRunInput } from "./tier-input.ts";
import { requireTierModel, tierModelOf } from "./tier-model.ts";
import { noTiers, type TiersAnswer } from "./tier-output.ts";

const method = "value_tiers";
const name = "Value tiers";
const operation = "segment_by_value_tier";
const defaultLimit = 25;

/** The tiers of the last run, with the managers and values of its day as they are known now. */
export async function showTiers(
  limit: number | undefined,
  { tx, tenant }: OperationContext<"read">,
): Promise<TiersAnswer> {
  const segment = await tx.segments.made(method);
  const evaluation = segment && (await tx.segments.lastEvaluation(segment.segmentId));
  if (!segment || !evaluation) return noTiers;
  const model = requireTierModel(segment);
  const view = { asOf: evaluation.asOf, currency: tenant.reportingCurrency };
  const rows = await tx.queries.segmentFacts({ ...view, measures: measuresIn(model) });
  const tierOf = await tx.segments.groupsOf(segment.segmentId);
  const moves = await tx.segments.moves(evaluation.evaluationId);
  const accounts = rows.map((row) => ({ clientId: row.clientId, row, read: readerOf(row, view) }));
  return describeTiers({ ...segment, model, evaluation, tierOf, accounts, moves }, limit ?? defaultLimit);
}

/** The tiers that a model, or the stored one, would give on a day, and who would move. */
export async function previewTiers(
  { asOf, limit = defaultLimit, ...given }: TierPreviewInput,
  { tx, tenant, today }: OperationContext<"read">,
): Promise<TiersAnswer> {
  const stored = await tx.segments.made(method);
  const model = tierModelOf(given, stored);
  const last = stored && (await tx.segments.lastEvaluation(stored.segmentId));
  const present = stored ? await tx.segments.groupsOf(stored.segmentId) : new Map<ClientId, string>();
  const before = last && { evaluation: last, groupOf: present };
  const study = await studySegment(tx, { definition: model, asOf: asOf ?? today, tenant, before });
  return describeTiers(
    {
      segmentId: stored?.segmentId ?? null,
      version: given.tiers || given.potentialWeight !== undefined ? null : (stored?.version ?? null),
      model,
      evaluation: study.result,
      tierOf: study.groupOf,
      accounts: study.accounts,
      moves: movesBetween(present, study.groupOf),
    },
    limit,
  );
}

/** Stores the model when it is another one, and the tiers of today. */
export async function runTiers(
  { limit = defaultLimit, ...given }: TierRunInput,
  context: OperationContext<"write">,
): Promise<TiersAnswer> {
  const { tx, actor } = context;
  await tx.segments.takeTurn();
  const stored = await tx.segments.made(method);
  const definition = tierModelOf(given, stored);
  const segmentId = stored?.segmentId ?? null;
  const segment = await tx.segments.define({ segmentId, name: stored?.name ?? name, definition, author: actor });
  const present = await tx.segments.groupsOf(segment.segmentId);
  const changes = [change("definition", stored?.definition ?? null, segment.definition)];
  const { study } = await storeEvaluation(segment, context, { operation, changes });
  const { result: evaluation, groupOf: tierOf, accounts } = study;
  const moves = movesBetween(present, tierOf);
  return describeTiers({ ...segment, model: definition, evaluation, tierOf, accounts, moves }, limit);
}

/** In the order in which stored moves are read: the most accounts first. */
function movesBetween(before: ReadonlyMap<ClientId, string>, after: ReadonlyMap<ClientId, string>): SegmentMove[] {
  const moved = [...new Set([...before.keys(), ...after.keys()])]
    .map((clientId) => ({ from: before.get(clientId) ?? null, to: after.get(clientId) ?? null }))
    .filter(({ from, to }) => from !== to);
  const groups = Map.groupBy(moved, ({ from, to }) => `${from ?? "~"} ${to ?? "~"}`);
  return [...groups]
    .toSorted(([a, left], [b, right]) => right.length - left.length || (a < b ? -1 : 1))
    .flatMap(([, [move, ...others]]) => (move ? [{ ...move, accounts: others.length + 1 }] : []));
}
