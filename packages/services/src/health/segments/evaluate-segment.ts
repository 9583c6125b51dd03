import { InvalidInputError } from "@cs/models";
import type { ReadTransaction, StoredSegment } from "@cs/persistence";
import type { OperationContext } from "../../operation/operation.ts";
import { definitionOf } from "./definition-of.ts";
import type { DefineInput, PreviewInput } from "./segment-input.ts";
import { change, type EvaluatedSegment, storeEvaluation } from "./store-evaluation.ts";
import { type Before, studySegment } from "./study-segment.ts";

type Writing = OperationContext<"write">;

const operation = "segment_customers";

/** What a stored or a given definition would come to on a day. */
export async function previewSegment(
  { segmentId, asOf, ...given }: PreviewInput,
  { tx, tenant, today }: OperationContext<"read">,
): Promise<Omit<EvaluatedSegment, "segment"> & { readonly segment: StoredSegment | null }> {
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
  if (before?.definition.method === "value_tiers") {
    throw new InvalidInputError(`${before.name} is made by segment_by_value_tier.`, {
      field: "segmentId",
      hint: "Change its tiers with action run there.",
    });
  }
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
  const changes = fields.map((field) => change(field, before?.[field] ?? null, segment[field]));
  return storeEvaluation(segment, context, { operation, changes });
}

/** Stores who is a member today by the newest version. */
export async function evaluateSegment(segmentId: string, context: Writing): Promise<EvaluatedSegment> {
  await context.tx.segments.takeTurn();
  return storeEvaluation(await context.tx.segments.get(segmentId), context, { operation, changes: [] });
}

async function comparable(tx: ReadTransaction, { segmentId, version }: StoredSegment): Promise<Before | null> {
  const evaluation = await tx.segments.lastEvaluation(segmentId);
  return evaluation?.version === version ? { evaluation, groupOf: await tx.segments.groupsOf(segmentId) } : null;
}
