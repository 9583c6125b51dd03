import type { CalendarDate, ClientId, HealthScore, HealthSnapshot } from "@cs/models";
import { sql, type Transaction } from "kysely";
import { newId } from "../ids.ts";
import type { Tables } from "../schema/tables.ts";

export interface SnapshotReader {
  /** The newest snapshot of each account on or before a day; accounts never scored are absent. */
  latest(clientIds: readonly string[], asOf: CalendarDate): Promise<Map<ClientId, HealthSnapshot>>;
  /** The newest snapshot of each of the last days on which an account was scored, newest first. */
  history(clientId: ClientId, asOf: CalendarDate, days: number): Promise<HealthSnapshot[]>;
}

export interface SnapshotRepository extends SnapshotReader {
  /** Stores scores; the same score of the same inputs is stored once. Returns the stored snapshots in order. */
  record(scores: readonly { readonly clientId: ClientId; readonly score: HealthScore }[]): Promise<HealthSnapshot[]>;
}

interface SnapshotRow {
  snapshot_id: string;
  client_id: string;
  computed_at: string;
  result: HealthScore;
}

export function createSnapshotReader(trx: Transaction<Tables>): SnapshotReader {
  return {
    async latest(clientIds, asOf) {
      const { rows } = await sql<SnapshotRow>`
        SELECT DISTINCT ON (client_id) snapshot_id, client_id, computed_at, result
        FROM cs.health_snapshots
        WHERE client_id = ANY(${clientIds}) AND as_of <= ${asOf}
        ORDER BY client_id, as_of DESC, computed_at DESC, snapshot_id DESC
      `.execute(trx);
      return new Map(rows.map((row) => [row.client_id, snapshotOfRow(row)]));
    },
    async history(clientId, asOf, days) {
      const { rows } = await sql<SnapshotRow>`
        SELECT DISTINCT ON (as_of) snapshot_id, client_id, computed_at, result
        FROM cs.health_snapshots
        WHERE client_id = ${clientId} AND as_of <= ${asOf}
        ORDER BY as_of DESC, computed_at DESC, snapshot_id DESC
        LIMIT ${days}
      `.execute(trx);
      return rows.map(snapshotOfRow);
    },
  };
}

export function createSnapshotRepository(trx: Transaction<Tables>, tenantId: string): SnapshotRepository {
  return {
    ...createSnapshotReader(trx),
    async record(scores) {
      if (scores.length === 0) return [];
      await trx
        .insertInto("health_snapshots")
        .values(
          scores.map(({ clientId, score }) => ({
            tenant_id: tenantId,
            snapshot_id: newId("hs"),
            client_id: clientId,
            as_of: score.asOf,
            scorecard_id: score.scorecard.id,
            scorecard_version: score.scorecard.version,
            input_hash: score.inputHash,
            score: score.score,
            band: score.band,
            result: JSON.stringify(score),
          })),
        )
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      const { rows } = await sql<SnapshotRow & { input_hash: string }>`
        SELECT snapshot_id, client_id, computed_at, result, input_hash
        FROM cs.health_snapshots
        WHERE client_id = ANY(${scores.map((each) => each.clientId)})
          AND input_hash = ANY(${scores.map((each) => each.score.inputHash)})
          AND as_of = ${scores[0]?.score.asOf}
      `.execute(trx);
      const stored = new Map(rows.map((row) => [`${row.client_id} ${row.input_hash}`, snapshotOfRow(row)]));
      return scores.flatMap(({ clientId, score }) => stored.get(`${clientId} ${score.inputHash}`) ?? []);
    },
  };
}

function snapshotOfRow(row: SnapshotRow): HealthSnapshot {
  return { ...row.result, snapshotId: row.snapshot_id, clientId: row.client_id, computedAt: row.computed_at };
}
