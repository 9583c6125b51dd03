import type { CalendarDate, ClientId } from "@cs/models";
import { sql, type Transaction } from "kysely";
import type { Tables } from "../../schema/tables.ts";

/** Whose decisions to leave, as they were known on which day. */
export interface ChurnDecisionsRequest {
  readonly clientIds: readonly ClientId[];
  readonly until: CalendarDate;
}

/** A day on which an account decided to leave as a whole. */
export interface ChurnDecision {
  readonly clientId: ClientId;
  readonly decidedOn: CalendarDate;
}

/**
 * Decisions of whole accounts to leave, by account and day: the earliest day that a recorded loss names, and the last
 * day of terms that have all ended, so that a departure may stand there twice. A downgrade or fewer seats are none.
 */
export async function churnDecisions(
  trx: Transaction<Tables>,
  { clientIds, until }: ChurnDecisionsRequest,
): Promise<ChurnDecision[]> {
  const { rows } = await sql<ChurnDecision>`
    WITH terms AS (
      SELECT client_id, end_date FROM cs.subscriptions WHERE client_id = ANY(${clientIds}) AND start_date <= ${until}
      UNION ALL
      SELECT client_id, end_date FROM cs.contracts WHERE client_id = ANY(${clientIds}) AND start_date <= ${until}
    ),
    decided AS (
      SELECT client_id, least(decision_date, notice_date, effective_date) AS decided_on
      FROM cs.churn_events
      WHERE client_id = ANY(${clientIds}) AND (type IS NULL OR type IN ('full', 'non_renewal', 'involuntary'))
      UNION
      SELECT client_id, max(end_date)
      FROM terms
      GROUP BY client_id
      HAVING bool_and(end_date IS NOT NULL AND end_date <= ${until})
    )
    SELECT client_id AS "clientId", decided_on AS "decidedOn"
    FROM decided
    WHERE decided_on <= ${until}
    ORDER BY client_id, decided_on
  `.execute(trx);
  return rows;
}
