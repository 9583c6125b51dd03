import { type CalendarDate, type ClientId, InvalidInputError, NotFoundError, type ScoreOverride } from "@cs/models";
import type { WriteTransaction } from "@cs/persistence";
import type { EndOverrideRequest, OverrideRequest } from "./calculate-input.ts";
import { requireClients } from "./score-clients.ts";

export interface Overriding {
  readonly today: CalendarDate;
  readonly actor: string;
  readonly requestId: string;
}

/** Sets a score by hand from today until it expires, in place of an earlier one. */
export async function overrideScore(
  tx: WriteTransaction,
  { clientIds, overrideScore: score, reason, expiresOn }: OverrideRequest,
  by: Overriding,
): Promise<void> {
  await requireClients(tx, clientIds);
  if (expiresOn <= by.today) {
    throw new InvalidInputError(`An override that expires on ${expiresOn} would never hold.`, {
      field: "expiresOn",
      hint: `Give a day after ${by.today}.`,
    });
  }
  for (const clientId of clientIds) await change(tx, clientId, { score, reason, author: by.actor, expiresOn }, by);
}

/** Ends the override in force from today on. */
export async function endOverride(
  tx: WriteTransaction,
  { clientIds, reason }: EndOverrideRequest,
  by: Overriding,
): Promise<void> {
  await requireClients(tx, clientIds);
  const overrides = await tx.overrides.on(clientIds, by.today);
  for (const clientId of clientIds) {
    const current = overrides.get(clientId);
    if (!current || current.expiresOn <= by.today) {
      throw new NotFoundError("No override is in force for this client.", {
        field: "clientIds",
        hint: "Score it to see what holds: an override may have expired.",
      });
    }
    await change(tx, clientId, { score: current.score, reason, author: by.actor, expiresOn: by.today }, by);
  }
}

async function change(
  tx: WriteTransaction,
  clientId: ClientId,
  override: ScoreOverride,
  { today, actor, requestId }: Overriding,
): Promise<void> {
  const before = (await tx.overrides.on([clientId], today)).get(clientId) ?? null;
  await tx.overrides.set(clientId, today, override);
  const changes = [{ field: "scoreOverride", before, after: override }];
  const { reason } = override;
  await tx.audit.add({ actor, operation: "calculate_health_score", clientId, requestId, reason, changes });
}
