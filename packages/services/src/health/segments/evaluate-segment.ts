import { InvalidInputError } from "@cs/models";
import type { FieldChange, ReadTransaction, StoredSegment } from "@cs/persistence";
import type { OperationContext } from "../../operation/operation.ts";
import { definitionOf } from "./definition-of.ts";
import type { DefineInput, PreviewInput } from "./segment-input.ts";
import { type Before, type SegmentStudy, studySegment } from "./study-segment.ts";

type Writing = OperationContext<"write">;

/** A version of a segment, and what it comes to. */
export interface EvaluatedSegment {
  readonly segment: StoredSegment | null;
  readonly study: SegmentStudy;
}

/** What a stored or a given definition would come to on a day. */
export async function previewSegment(
  { segmentId, asOf, ...given }: PreviewInput,
  { tx, tenant, today }: OperationContext<"read">,
): Promise<EvaluatedSegment> {
  const proposed = definitionOf(given);
  const stored = segmentId === undefined ? null : await tx.segments.get(segmentId);
  const definition = proposed ?? stored?.definition;
  if (!definition) {
    throw new InvalidInputError("There is nothing to evaluate.", {
      field: "rule",
      hint: "Give a rule or a segmentId.",
    });
  }
  const before = stored && proposed === null ? await comparable(tx, stored) : null;
  return { segment: stored, study: await studySegment(tx, { definition, asOf: asOf ?? today, tenant, before }) };
}

/** Stores a version and who is a member by it today. */
export async function defineSegment(
  { segmentId, name, ...given }: DefineInput,
  context: Writing,
): Promise<EvaluatedSegment> {
  const { tx, actor } = context;
  await tx.segments.takeTurn();
  const before = segmentId === undefined ? null : await tx.segments.get(segmentId);
  const definition = definitionOf(given) ?? before?.definition;
  const called = name ?? before?.name;
  if (!definition || called === undefined) {
    const field = definition ? "name" : "rule";
    throw new InvalidInputError(`${field}: is required.`, {
      field,
      hint: "A new segment needs a name and a definition.",
    });
  }
  const segment = await tx.segments.define({ segmentId: segmentId ?? null, name: called, definition, author: actor });
  const fields = ["name", "definition"] as const;
  return store(
    segment,
    context,
    fields.map((field) => change(field, before?.[field] ?? null, segment[field])),
  );
}

/** Stores who is a member today by the newest version. */
export async function evaluateSegment(segmentId: string, context: Writing): Promise<EvaluatedSegment> {
  await context.tx.segments.takeTurn();
  return store(await context.tx.segments.get(segmentId), context, []);
}

async function store(
  segment: StoredSegment,
  { tx, tenant, today, actor, requestId }: Writing,
  defined: readonly FieldChange[],
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
  const same = last?.version === version;
  const before = last && same ? { evaluation: last, groupOf: present } : null;
  const study = await studySegment(tx, { definition, asOf: today, tenant, before });
  // A membership belongs to one version: those of the version before end, even where the new one goes on with them.
  const stays = (clientId: string, group: string | undefined) => same && present.get(clientId) === group;
  await tx.segments.recordEvaluation({
    segment,
    result: study.result,
    inputHash: study.inputHash,
    author: actor,
    entered: new Map([...study.groupOf].filter(([clientId, group]) => !stays(clientId, group))),
    left: [...present.keys()].filter((clientId) => !stays(clientId, study.groupOf.get(clientId))),
  });
  const changes = [...defined, change("members", last?.members ?? null, study.result.members)];
  await tx.audit.add({
    actor,
    operation: "segment_customers",
    clientId: null,
    requestId,
    reason: null,
    changes: [{ field: "segmentId", before: segmentId, after: segmentId }, ...changes],
  });
  return { segment, study };
}

async function comparable(tx: ReadTransaction, { segmentId, version }: StoredSegment): Promise<Before | null> {
  const evaluation = await tx.segments.lastEvaluation(segmentId);
  return evaluation?.version === version ? { evaluation, groupOf: await tx.segments.groupsOf(segmentId) } : null;
}

function change(field: string, before: unknown, after: unknown): FieldChange {
  return { field, before, after };
}
