import type { CalendarDate, ClientId, ScoreOverride } from "@cs/models";
import { sql, type Transaction } from "kysely";
import { newId } from "../ids.ts";
import type { Tables } from "../schema/tables.ts";

export interface OverrideReader {
  /**
   * By account, the override that was set last on or before a day; it may have expired by then. Accounts without one
   * are absent.
   */
  on(clientIds: readonly ClientId[], asOf: CalendarDate): Promise<Map<ClientId, ScoreOverride>>;
}

export interface OverrideRepository extends OverrideReader {
  /** Sets an override from a day on. It takes the place of an earlier one; one that expires on that day ends it. */
  set(clientId: ClientId, setOn: CalendarDate, override: ScoreOverride): Promise<void>;
}

export function createOverrideReader(trx: Transaction<Tables>): OverrideReader {
  return {
    async on(clientIds, asOf) {
      const { rows } = await sql<ScoreOverride & { clientId: ClientId }>`
        SELECT DISTINCT ON (client_id) client_id AS "clientId", score, reason, author, expires_on AS "expiresOn"
        FROM cs.score_overrides
        WHERE client_id = ANY(${clientIds}) AND set_on <= ${asOf}
        ORDER BY client_id, set_on DESC, recorded_at DESC, override_id DESC
      `.execute(trx);
      return new Map(rows.map(({ clientId, ...override }) => [clientId, override]));
    },
  };
}

export function createOverrideRepository(trx: Transaction<Tables>, tenantId: string): OverrideRepository {
  return {
    ...createOverrideReader(trx),
    async set(clientId, setOn, { score, reason, author, expiresOn }) {
      await trx
        .insertInto("score_overrides")
        .values({
          tenant_id: tenantId,
          override_id: newId("ovr"),
          client_id: clientId,
          score,
          reason,
          author,
          set_on: setOn,
          expires_on: expiresOn,
        })
        .execute();
    },
  };
}
