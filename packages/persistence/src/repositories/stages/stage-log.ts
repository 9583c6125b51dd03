import type { CalendarDate, ClientId, LifecycleStage } from "@cs/models";
import type { Transaction } from "kysely";
import { newId } from "../../ids.ts";
import type { Tables } from "../../schema/tables.ts";

/** How accounts came to their stage. */
export interface StageOrigin {
  /** What was done, as `update_client_info`. */
  readonly operation: string;
  readonly actor: string;
  readonly reason: string | null;
  /** The day on which the stage was entered; null when that is not known, as for what a source delivers. */
  readonly enteredOn: CalendarDate | null;
}

/** The stage of an account before and after a write. */
export interface StageChange {
  readonly clientId: ClientId;
  readonly from: LifecycleStage | null;
  readonly to: LifecycleStage | null;
}

/** Logs those of the changes that change something. Whoever writes stages of accounts calls it in the same transaction. */
export async function logStages(
  trx: Transaction<Tables>,
  tenantId: string,
  changes: readonly StageChange[],
  { operation, actor, reason, enteredOn }: StageOrigin,
): Promise<void> {
  const rows = changes
    .filter(({ from, to }) => from !== to)
    .map(({ clientId, from, to }) => ({
      tenant_id: tenantId,
      transition_id: newId("stg"),
      client_id: clientId,
      from_stage: from,
      to_stage: to,
      entered_on: enteredOn,
      operation,
      actor,
      reason,
    }));
  if (rows.length > 0) await trx.insertInto("lifecycle_transitions").values(rows).execute();
}
