import { InvalidInputError, type LifecycleStage } from "@cs/models";
import type { OperationContext } from "../../operation/operation.ts";
import { describeHistory, describeStage } from "./describe-stages.ts";
import { allowedMoves } from "./moves.ts";
import { stagedAccount } from "./read-stages.ts";
import type { TransitionRequest } from "./stages-input.ts";
import type { StagesAnswer } from "./stages-output.ts";

const operation = "manage_lifecycle_stages";

/** Puts an account into another stage, from today on. */
export async function moveStage(
  { clientId, toStage, expectedVersion, reason }: TransitionRequest,
  context: OperationContext<"write">,
): Promise<StagesAnswer> {
  const { tx, today, actor, requestId } = context;
  const before = await tx.accounts.get(clientId);
  const from = before.lifecycleStage;
  // Who has read another version is told that first: what is allowed depends on the stage of this one.
  if (before.version === expectedVersion) requireMove(from, toStage);
  const { clientId: _, externalRefs: __, version: ___, createdAt: ____, updatedAt: _____, ...profile } = before;
  const origin = { operation, actor, reason, enteredOn: today };
  await tx.accounts.update(clientId, expectedVersion, { ...profile, lifecycleStage: toStage }, origin);
  const changes = [{ field: "lifecycleStage", before: from, after: toStage }];
  await tx.audit.add({ actor, operation, clientId, requestId, reason, changes });
  const { total, ...staged } = await stagedAccount(clientId, context);
  const made = staged.newest ? [staged.newest] : [];
  return { ...describeStage(staged), moves: null, history: describeHistory(made, staged), nextCursor: null, total };
}

function requireMove(from: LifecycleStage | null, to: LifecycleStage): void {
  const allowed = allowedMoves(from);
  if (allowed.includes(to)) return;
  const message =
    from === to ? `The account is in ${to} already.` : `An account in ${from ?? "no stage"} cannot go to ${to}.`;
  throw new InvalidInputError(message, {
    field: "toStage",
    hint: `It can go to ${allowed.join(", ")}. A stage that was entered wrongly is corrected with update_client_info.`,
  });
}
