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
    SELECT DISTINCT standing.client_id
    FROM cs.health_standings AS standing
    JOIN cs.health_snapshots AS low USING (tenant_id, snapshot_id)
    WHERE standing.client_id = ANY(${request.clientIds}) AND standing.as_of < ${request.asOf}
      AND low.score < ${request.below}
      AND NOT EXISTS (
        SELECT FROM cs.health_standings AS later
        JOIN cs.health_snapshots AS well USING (tenant_id, snapshot_id)
        WHERE (later.tenant_id, later.client_id) = (standing.tenant_id, standing.client_id)
          AND later.as_of > standing.as_of AND later.as_of < ${request.asOf}
          AND well.band IN ('excellent', 'good')
      )
  `.execute(trx);
  return new Set(rows.map((row) => row.client_id));
}
