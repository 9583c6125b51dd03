import type { CalendarDate, ClientId, LifecycleStage, Segment } from "@cs/models";
import { sql } from "kysely";
import type { FactsRequest } from "./facts-request.ts";

interface AccountRow {
  clientId: ClientId;
  segment: Segment | null;
  lifecycleStage: LifecycleStage | null;
  customerSince: CalendarDate | null;
}

/** The accounts themselves. */
export function accountQuery({ clientIds }: FactsRequest) {
  return sql<AccountRow>`
    SELECT client_id AS "clientId", segment, lifecycle_stage AS "lifecycleStage", customer_since AS "customerSince"
    FROM cs.accounts
    WHERE client_id = ANY(${clientIds}) AND deleted_at IS NULL
  `;
}
