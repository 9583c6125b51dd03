import {
  type CalendarDate,
  type ClientId,
  type HealthBand,
  type HealthSnapshot,
  NotFoundError,
  type Scorecard,
  type SnapshotInputs,
} from "@cs/models";
import { sql, type Transaction } from "kysely";
import type { Tables } from "../../schema/tables.ts";
import { type ComputedScore, type RecordOptions, recordSnapshots } from "./record-snapshots.ts";
import { type SnapshotRow, snapshotOfRow } from "./snapshot-row.ts";
import { standingsOn } from "./standings-on.ts";

/** A snapshot with everything it follows from. */
export interface ReplayableSnapshot {
  readonly snapshot: HealthSnapshot;
  readonly scorecard: Scorecard;
  readonly inputs: SnapshotInputs;
}

export interface SnapshotReader {
  /** The newest standing of each account on or before a day; accounts never scored are absent. */
  latest(clientIds: readonly ClientId[], asOf: CalendarDate): Promise<Map<ClientId, HealthSnapshot>>;
  /** The standings of the last days on which each account was scored, newest first; accounts never scored are absent. */
  history(clientIds: readonly ClientId[], asOf: CalendarDate, days: number): Promise<Map<ClientId, HealthSnapshot[]>>;
  /** The band of each account's newest standing before a day; accounts without one are absent. */
  bandsBefore(clientIds: readonly ClientId[], asOf: CalendarDate): Promise<Map<ClientId, HealthBand>>;
  /** Which snapshot stands for each account on a day; accounts without a standing of this day are absent. */
  standingsOn(clientIds: readonly ClientId[], asOf: CalendarDate): Promise<Map<ClientId, string>>;
  /** Snapshots with their inputs, in the order of the ids. Throws `NotFoundError` for an id that does not exist. */
  replayable(snapshotIds: readonly string[]): Promise<ReplayableSnapshot[]>;
}

export interface SnapshotRepository extends SnapshotReader {
  /** Stores scores with their inputs; see `recordSnapshots`. */
  record(computed: readonly ComputedScore[], options?: RecordOptions): Promise<HealthSnapshot[]>;
}

export function createSnapshotReader(trx: Transaction<Tables>): SnapshotReader {
  return {
    async latest(clientIds, asOf) {
      const { rows } = await sql<SnapshotRow>`
        SELECT snapshot_id, client_id, computed_at, result
        FROM (
          SELECT DISTINCT ON (client_id) tenant_id, snapshot_id
          FROM cs.health_standings
          WHERE client_id = ANY(${clientIds}) AND as_of <= ${asOf}
          ORDER BY client_id, as_of DESC
        ) AS newest
        JOIN cs.health_snapshots USING (tenant_id, snapshot_id)
      `.execute(trx);
      return new Map(rows.map((row) => [row.client_id, snapshotOfRow(row)]));
    },
    async history(clientIds, asOf, days) {
      const { rows } = await sql<SnapshotRow>`
        SELECT snapshot_id, newest.client_id, computed_at, result
        FROM unnest(${clientIds}::text[]) AS asked (client_id)
        CROSS JOIN LATERAL (
          SELECT tenant_id, client_id, snapshot_id, as_of
          FROM cs.health_standings
          WHERE client_id = asked.client_id AND as_of <= ${asOf}
          ORDER BY as_of DESC
          LIMIT ${days}
        ) AS newest
        JOIN cs.health_snapshots USING (tenant_id, snapshot_id)
        ORDER BY newest.client_id, newest.as_of DESC
      `.execute(trx);
      return Map.groupBy(rows.map(snapshotOfRow), ({ clientId }) => clientId);
    },
    async bandsBefore(clientIds, asOf) {
      const { rows } = await sql<{ client_id: ClientId; band: HealthBand }>`
        SELECT DISTINCT ON (client_id) client_id, band
        FROM cs.health_standings
        WHERE client_id = ANY(${clientIds}) AND as_of < ${asOf}
        ORDER BY client_id, as_of DESC
      `.execute(trx);
      return new Map(rows.map((row) => [row.client_id, row.band]));
    },
    standingsOn: (clientIds, asOf) => standingsOn(trx, clientIds, asOf),
    async replayable(snapshotIds) {
      const { rows } = await sql<
        SnapshotRow & Pick<SnapshotInputs, "observations" | "previousBand" | "override"> & { scorecard: Scorecard }
      >`
        SELECT snapshot_id, s.client_id, computed_at, result, definition AS scorecard, observations,
               previous_band AS "previousBand", override
        FROM cs.health_snapshots AS s
        JOIN cs.measure_observations USING (tenant_id, observation_id)
        JOIN cs.scorecards AS card
          ON (card.tenant_id, card.scorecard_id, card.version) = (s.tenant_id, s.scorecard_id, s.scorecard_version)
        WHERE snapshot_id = ANY(${snapshotIds})
      `.execute(trx);
      const byId = new Map(rows.map((row) => [row.snapshot_id, row]));
      return snapshotIds.map((id) => {
        const row = byId.get(id);
        if (!row) throw unknownSnapshot(id);
        const { observations, previousBand, override, scorecard } = row;
        return { snapshot: snapshotOfRow(row), scorecard, inputs: { observations, previousBand, override } };
      });
    },
  };
}

export function createSnapshotRepository(trx: Transaction<Tables>, tenantId: string): SnapshotRepository {
  return {
    ...createSnapshotReader(trx),
    record: (computed, options) => recordSnapshots(trx, tenantId, computed, options),
  };
}

function unknownSnapshot(id: string): NotFoundError {
  return new NotFoundError(`There is no snapshot ${JSON.stringify(id.slice(0, 60))}.`, {
    field: "snapshotId",
    hint: "calculate_health_score gives the ids of the snapshots it stores.",
  });
}
