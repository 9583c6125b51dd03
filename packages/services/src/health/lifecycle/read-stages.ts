import { z } from "zod";
import { decodeCursor, encodeCursor } from "../../operation/cursor.ts";
import type { OperationContext } from "../../operation/operation.ts";
import { describeHistory, describeStage, type StagedAccount } from "./describe-stages.ts";
import { evaluateMoves } from "./evaluate-moves.ts";
import type { EvaluateRequest, GetStagesRequest } from "./stages-input.ts";
import type { StagesAnswer } from "./stages-output.ts";

const positionSchema = z.strictObject({ recordedAt: z.iso.datetime(), transitionId: z.string() });

/** The stage of an account, how long it has been in it, and a page of how it came there. */
export async function getStages(
  { clientId, limit = 10, cursor }: GetStagesRequest,
  context: OperationContext<"read">,
): Promise<StagesAnswer> {
  const { tx, tenant } = context;
  const staged = await stagedAccount(clientId, context);
  const after = cursor === undefined ? null : decodeCursor(positionSchema, clientId, cursor);
  const { timeZone } = tenant;
  const { rows, total } = await tx.queries.stageHistory({ clientId, after, limit: limit + 1, timeZone });
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  const position = last && { recordedAt: last.recordedAt, transitionId: last.transitionId };
  return {
    ...describeStage(staged),
    moves: null,
    history: describeHistory(page, staged),
    nextCursor: position ? encodeCursor(clientId, position) : null,
    total,
  };
}

/** Where an account may go from its stage, with what is known today for and against. */
export async function evaluateStages(
  { clientId }: EvaluateRequest,
  context: OperationContext<"read">,
): Promise<StagesAnswer> {
  const { tx, tenant, today } = context;
  const { total, ...staged } = await stagedAccount(clientId, context);
  const [facts] = await tx.queries.accountFacts({ clientIds: [clientId], asOf: today, timeZone: tenant.timeZone });
  if (!facts) throw new Error(`account ${clientId} has no facts row`);
  const moves = evaluateMoves(staged.account.lifecycleStage, facts);
  return { ...describeStage(staged), moves, history: null, nextCursor: null, total };
}

/** An account with its newest change of stage, and how many are logged. */
export async function stagedAccount(
  clientId: string,
  { tx, tenant, today }: Pick<OperationContext<"read">, "tx" | "tenant" | "today">,
): Promise<StagedAccount & { readonly total: number }> {
  const account = await tx.accounts.get(clientId);
  const { timeZone } = tenant;
  const { rows, total } = await tx.queries.stageHistory({ clientId, after: null, limit: 1, timeZone });
  return { account, newest: rows[0], today, total };
}
