import { InvalidInputError } from "@cs/models";
import type { FieldChange, StoredSegment } from "@cs/persistence";
import type { OperationContext } from "../../operation/operation.ts";
import { type SegmentStudy, studySegment } from "./study-segment.ts";

/** A version of a segment, and what it comes to. */
export interface EvaluatedSegment {
  readonly segment: StoredSegment;
  readonly study: SegmentStudy;
}

/** What the audit log says besides the number of members. */
export interface EvaluationAudit {
  readonly operation: string;
  readonly changes: readonly FieldChange[];
}

/** Evaluates a version for today and stores who is a member. Whoever calls has taken the turn. */
export async function storeEvaluation(
  segment: StoredSegment,
  { tx, tenant, today, actor, requestId }: OperationContext<"write">,
  { operation, changes }: EvaluationAudit,
): Promise<EvaluatedSegment> {
  const { segmentId, definition, version } = segment;
  const last = await tx.segments.lastEvaluation(segmentId);
  if (last && last.asOf > today) {
    throw new InvalidInputError(`Segment ${segmentId} was evaluated for ${last.asOf}, after ${today}.`, {
      field: "segmentId",
      hint: "Use preview with asOf for an earlier day.",
    });
  }
  const present = await tx.segments.groupsOf(segmentId);
  // A membership belongs to one version: those of the version before end, even where the new one goes on with them.
  // Tiers are the same under every model, so that an account stays in its tier.
  const goesOn = last?.version === version || definition.method === "value_tiers";
  const before = last && goesOn ? { evaluation: last, groupOf: present } : null;
  const study = await studySegment(tx, { definition, asOf: today, tenant, before });
  const stays = (clientId: string, group: string | undefined) => goesOn && present.get(clientId) === group;
  await tx.segments.recordEvaluation({
    segment,
    result: study.result,
    inputHash: study.inputHash,
    author: actor,
    entered: new Map([...study.groupOf].filter(([clientId, group]) => !stays(clientId, group))),
    left: [...present.keys()].filter((clientId) => !stays(clientId, study.groupOf.get(clientId))),
  });
  const members = change("members", last?.members ?? null, study.result.members);
  await tx.audit.add({
    actor,
    operation,
    clientId: null,
    requestId,
    reason: null,
    changes: [change("segmentId", segmentId, segmentId), ...changes, members],
  });
  return { segment, study };
}

export function change(field: string, before: unknown, after: unknown): FieldChange {
  return { field, before, after };
}
