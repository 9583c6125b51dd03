import type { CalendarDate, ClientId, LifecycleStage, Segment } from "@cs/models";
import { sql, type Transaction } from "kysely";
import type { Tables } from "../../schema/tables.ts";
import type { FactsRequest } from "./facts-request.ts";

interface AccountRow {
  clientId: ClientId;
  segment: Segment | null;
  lifecycleStage: LifecycleStage | null;
  customerSince: CalendarDate | null;
}

/** The accounts themselves, in the order of the ids. */
export async function accountRows(trx: Transaction<Tables>, { clientIds }: FactsRequest): Promise<AccountRow[]> {
  const { rows } = await sql<AccountRow>`
    SELECT client_id AS "clientId", segment, lifecycle_stage AS "lifecycleStage", customer_since AS "customerSince"
    FROM cs.accounts
    WHERE client_id = ANY(${clientIds}) AND deleted_at IS NULL
  `.execute(trx);
  const byId = new Map(rows.map((row) => [row.clientId, row]));
  return clientIds.flatMap((id) => byId.get(id) ?? []);
}
