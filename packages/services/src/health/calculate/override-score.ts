import { type ClientId, InvalidInputError, NotFoundError, type ScoreOverride } from "@cs/models";
import type { OperationContext } from "../../operation/operation.ts";
import type { EndOverrideRequest, OverrideRequest } from "./calculate-input.ts";
import { requireClients } from "./require-clients.ts";

/** Sets a score by hand from today until it expires, in place of an earlier one. */
export async function overrideScore(
  { clientIds, overrideScore: score, reason, expiresOn }: OverrideRequest,
  context: OperationContext<"write">,
): Promise<void> {
  const { tx, today, actor } = context;
  await requireClients(tx, clientIds);
  if (expiresOn <= today) {
    throw new InvalidInputError(`An override that expires on ${expiresOn} would never hold.`, {
      field: "expiresOn",
      hint: `Give a day after ${today}.`,
    });
  }
  for (const clientId of clientIds) await change(clientId, { score, reason, author: actor, expiresOn }, context);
}

/** Ends the override in force from today on. */
export async function endOverride(
  { clientIds, reason }: EndOverrideRequest,
  context: OperationContext<"write">,
): Promise<void> {
  const { tx, today, actor } = context;
  await requireClients(tx, clientIds);
  const overrides = await tx.overrides.on(clientIds, today);
  for (const clientId of clientIds) {
    const current = overrides.get(clientId);
    if (!current || current.expiresOn <= today) {
      throw new NotFoundError("No override is in force for this client.", {
        field: "clientIds",
        hint: "Score it to see what holds: an override may have expired.",
      });
    }
    await change(clientId, { score: current.score, reason, author: actor, expiresOn: today }, context);
  }
}

async function change(
  clientId: ClientId,
  override: ScoreOverride,
  { tx, today, actor, requestId }: OperationContext<"write">,
): Promise<void> {
  const before = (await tx.overrides.on([clientId], today)).get(clientId) ?? null;
  await tx.overrides.set(clientId, today, override);
  const changes = [{ field: "scoreOverride", before, after: override }];
  const { reason } = override;
  await tx.audit.add({ actor, operation: "calculate_health_score", clientId, requestId, reason, changes });
}
