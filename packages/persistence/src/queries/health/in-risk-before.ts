import type { CalendarDate, ClientId } from "@cs/models";
import { sql, type Transaction } from "kysely";
import type { Tables } from "../../schema/tables.ts";

export interface RiskRequest {
  readonly clientIds: readonly ClientId[];
  readonly asOf: CalendarDate;
  /** Scores below are a risk. */
  readonly below: number;
}

/**
 * Which of the accounts stood below a score on a day before, and have not been well since: in none of the two upper
 * bands.
 */
export async function inRiskBefore(trx: Transaction<Tables>, request: RiskRequest): Promise<Set<ClientId>> {
  const { rows } = await sql<{ client_id: ClientId }>`
    SELECT client_id
    FROM cs.health_standings
    WHERE client_id = ANY(${request.clientIds}) AND as_of < ${request.asOf}
    GROUP BY client_id
    HAVING max(as_of) FILTER (WHERE score < ${request.below})
      > coalesce(max(as_of) FILTER (WHERE band IN ('excellent', 'good')), '-infinity')
  `.execute(trx);
  return new Set(rows.map((row) => row.client_id));
}
