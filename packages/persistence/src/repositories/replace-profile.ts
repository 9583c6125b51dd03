import type { ClientId, CustomerProfile } from "@cs/models";
import type { Transaction } from "kysely";
import type { Tables } from "../schema/tables.ts";
import { profileColumns } from "./account-row.ts";
import { logStages, type StageOrigin } from "./stages/stage-log.ts";

export interface ProfileReplacement {
  readonly clientId: ClientId;
  readonly profile: CustomerProfile;
  /** Nothing is written when the account has another version; any will do when it is absent. */
  readonly expectedVersion?: number | undefined;
  readonly origin: StageOrigin;
}

/** Replaces the profile of a living account, logs its change of stage, and says whether there was such an account. */
export async function replaceProfile(
  trx: Transaction<Tables>,
  tenantId: string,
  { clientId, profile, expectedVersion, origin }: ProfileReplacement,
): Promise<boolean> {
  // Held until the end, so that the stage before is the one that this write replaces.
  const before = await trx
    .selectFrom("accounts")
    .select("lifecycle_stage")
    .where("client_id", "=", clientId)
    .where("deleted_at", "is", null)
    .$if(expectedVersion !== undefined, (query) => query.where("version", "=", expectedVersion ?? 0))
    .forUpdate()
    .executeTakeFirst();
  if (!before) return false;
  await trx
    .updateTable("accounts")
    .set((eb) => ({ ...profileColumns(profile), version: eb("version", "+", 1), updated_at: eb.fn("now") }))
    .where("client_id", "=", clientId)
    .execute();
  await logStages(trx, tenantId, [{ clientId, from: before.lifecycle_stage, to: profile.lifecycleStage }], origin);
  return true;
}
