import { InvalidInputError } from "@cs/models";
import type { SegmentFactsRow, SegmentMember } from "@cs/persistence";
import { z } from "zod";
import { decodeCursor, encodeCursor } from "../../operation/cursor.ts";
import { moneyList } from "../../operation/money.ts";
import type { OperationContext } from "../../operation/operation.ts";
import type { actionInputs, MembersInput } from "./segment-input.ts";
import { type MemberOutput, nothing, type SegmentsAnswer } from "./segment-output.ts";

type Reading = OperationContext<"read">;

const defaultLimit = 25;
const segmentPosition = z.strictObject({ name: z.string(), segmentId: z.string() });
const memberPosition = z.strictObject({ name: z.string(), clientId: z.string() });

/** A page of the segments there are, by name. */
export async function listSegments(
  { cursor, limit = defaultLimit }: z.output<typeof actionInputs.list>,
  { tx }: Reading,
): Promise<SegmentsAnswer> {
  const question = "segments";
  const after = cursor === undefined ? null : decodeCursor(segmentPosition, question, cursor);
  const found = await tx.segments.list(after, limit + 1);
  const page = found.slice(0, limit);
  const last = found.length > limit ? page.at(-1) : undefined;
  return {
    ...nothing,
    segments: page.map(({ nameKey: _, ...segment }) => segment),
    total: await tx.segments.count(),
    nextCursor: last ? encodeCursor(question, { name: last.nameKey, segmentId: last.segmentId }) : null,
  };
}

/** A page of the members of a segment, by name, as they stand today. */
export async function listMembers(
  { segmentId, group, change, limit = defaultLimit, cursor }: MembersInput,
  { tx, tenant, today }: Reading,
): Promise<SegmentsAnswer> {
  const segment = await tx.segments.get(segmentId);
  const evaluation = await tx.segments.lastEvaluation(segmentId);
  const groups = evaluation?.groups.map((each) => each.group) ?? [];
  if (group !== undefined && !groups.includes(group)) {
    throw new InvalidInputError(`Segment ${segmentId} has no group "${group}".`, {
      field: "group",
      hint: `Its groups: ${groups.join(", ")}.`,
    });
  }
  const moment = change && { kind: change, evaluationId: evaluation?.evaluationId ?? "" };
  const question = { segmentId, group, moment };
  const after = cursor === undefined ? null : decodeCursor(memberPosition, question, cursor);
  const { rows, total } = await tx.segments.members({ segmentId, group, change: moment, after, limit: limit + 1 });
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  const clientIds = page.map(({ clientId }) => clientId);
  const view = { asOf: today, currency: tenant.reportingCurrency, measures: [], clientIds };
  const facts = new Map((await tx.queries.segmentFacts(view)).map((row) => [row.clientId, row]));
  return {
    ...nothing,
    segment: { ...segment },
    members: page.map((member) => describe(member, facts.get(member.clientId))),
    total,
    nextCursor: last ? encodeCursor(question, { name: last.nameKey, clientId: last.clientId }) : null,
  };
}

function describe({ nameKey: _, ...member }: SegmentMember, facts: SegmentFactsRow | undefined): MemberOutput {
  return {
    ...member,
    arr: facts ? moneyList(facts.arrByCurrency) : null,
    csm: facts?.csm ?? null,
    segment: facts?.segment ?? null,
    lifecycleStage: facts?.lifecycleStage ?? null,
    planTier: facts?.planTier ?? null,
    renewalDate: facts?.renewalDate ?? null,
    band: facts?.band ?? null,
    score: facts?.score ?? null,
  };
}
