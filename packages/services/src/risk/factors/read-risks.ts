import { z } from "zod";
import { decodeCursor, encodeCursor } from "../../operation/cursor.ts";
import type { OperationContext } from "../../operation/operation.ts";
import { assessFactors } from "./assess-factors.ts";
import { countLevels, describeEntry, describeFactors } from "./describe-risks.ts";
import { factorNamed } from "./risk-factors.ts";
import type { AssessRequest, RiskHistoryInput } from "./risk-input.ts";
import type { RiskAnswer } from "./risk-output.ts";

const positionSchema = z.strictObject({ recordedAt: z.iso.datetime(), factor: z.string(), version: z.int() });

/** The factors of a client on a day, and the register as it stands now. */
export async function assessRisks(
  { clientId, asOf }: AssessRequest,
  context: OperationContext<"read">,
): Promise<RiskAnswer> {
  const { tx, today } = context;
  const assessment = await assessFactors(clientId, asOf ?? today, context);
  const entries = await tx.risks.newest(clientId);
  return {
    clientId,
    asOf: assessment.asOf,
    levels: countLevels(assessment),
    factors: describeFactors(assessment),
    entries: entries.map(describeEntry),
    nextCursor: null,
    total: entries.reduce((sum, { version }) => sum + version, 0),
  };
}

/** A page of what was recorded of a client. */
export async function riskHistory(
  { clientId, factor: asked, limit = 10, cursor }: RiskHistoryInput,
  { tx }: OperationContext<"read">,
): Promise<RiskAnswer> {
  const factor = asked ?? null;
  await tx.accounts.get(clientId);
  if (asked !== undefined) factorNamed(asked);
  const question = { clientId, factor };
  const after = cursor === undefined ? null : decodeCursor(positionSchema, question, cursor);
  const { rows, total } = await tx.risks.history({ ...question, after, limit: limit + 1 });
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  const position = last && { recordedAt: last.recordedAt, factor: last.factor, version: last.version };
  return {
    clientId,
    asOf: null,
    levels: null,
    factors: null,
    entries: page.map(describeEntry),
    nextCursor: position ? encodeCursor(question, position) : null,
    total,
  };
}
