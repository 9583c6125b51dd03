import type { ClientId, SegmentEvaluation } from "@cs/models";
import type { ReadTransaction, StoredSegment } from "@cs/persistence";
import { moneyList } from "../../operation/money.ts";
import { type EvaluationOutput, nothing, type SegmentsAnswer } from "./segment-output.ts";
import type { SegmentStudy } from "./study-segment.ts";

const mostMissing = 20;

/** A segment as it stands: its newest version, its last evaluation, and what it shares with others now. */
export async function showSegment(tx: ReadTransaction, segmentId: string): Promise<SegmentsAnswer> {
  const segment = await tx.segments.get(segmentId);
  const evaluation = await tx.segments.lastEvaluation(segmentId);
  const members = await tx.segments.groupsOf(segmentId);
  return {
    ...nothing,
    segment: { ...segment },
    evaluation: evaluation && (await describe(tx, evaluation, { clientIds: [...members.keys()], segmentId })),
  };
}

/** A segment that was just evaluated. */
export async function answerEvaluated(
  tx: ReadTransaction,
  { segment, study }: { readonly segment: StoredSegment | null; readonly study: SegmentStudy },
): Promise<SegmentsAnswer> {
  const shared = { clientIds: [...study.groupOf.keys()], segmentId: segment?.segmentId ?? null };
  return { ...nothing, segment: segment && { ...segment }, evaluation: await describe(tx, study.result, shared) };
}

async function describe(
  tx: ReadTransaction,
  evaluation: SegmentEvaluation,
  { clientIds, segmentId }: { readonly clientIds: readonly ClientId[]; readonly segmentId: string | null },
): Promise<EvaluationOutput> {
  const { asOf, comparedWith, customers, members, groups, undecided, missing, clusters, oldestScore } = evaluation;
  return {
    asOf,
    comparedWith,
    customers,
    members,
    groups: groups.map(({ arrByCurrency, ...group }) => ({ ...group, arr: moneyList(arrByCurrency) })),
    undecided,
    missing: missing.slice(0, mostMissing),
    explained: clusters?.explained ?? null,
    oldestScore,
    overlap: await tx.segments.overlaps(clientIds, segmentId),
  };
}
