import type { ClientId, HealthScore, HealthSnapshot, SnapshotInputs } from "@cs/models";
import { sql, type Transaction } from "kysely";
import { newId } from "../../ids.ts";
import { jsonLines } from "../../json-lines.ts";
import type { Tables } from "../../schema/tables.ts";
import { recordObservations } from "./record-observations.ts";
import { recordStandings } from "./record-standings.ts";
import { type SnapshotRow, snapshotOfRow } from "./snapshot-row.ts";

/** A score, what it follows from, and whether it is the account's standing on its day or only an answer to a question. */
export interface ComputedScore {
  readonly clientId: ClientId;
  readonly score: HealthScore;
  readonly inputs: SnapshotInputs;
  readonly stands: boolean;
}

export interface RecordOptions {
  /**
   * The standings of the day, by account, as an earlier transaction saw them that read what the scores follow from: an
   * account with another standing by now keeps it, for that one may know more. Without it the scores follow from what
   * this transaction read.
   */
  readonly seen?: ReadonlyMap<ClientId, string> | undefined;
}

type InsertedRow = Pick<SnapshotRow, "snapshot_id" | "client_id" | "computed_at">;

/**
 * Stores scores with what they follow from; the same score of the same inputs is stored once. Those that stand become
 * the standing of their account and day, also when they are an earlier snapshot that holds again. Gives the stored
 * snapshots in the order given. All scores must be of one day and one account each.
 */
export async function recordSnapshots(
  trx: Transaction<Tables>,
  tenantId: string,
  computed: readonly ComputedScore[],
  { seen }: RecordOptions = {},
): Promise<HealthSnapshot[]> {
  const asOf = computed[0]?.score.asOf;
  if (asOf === undefined) return [];
  const observationIds = await recordObservations(
    trx,
    tenantId,
    computed.map(({ clientId, inputs }) => ({ clientId, asOf, observations: inputs.observations })),
  );
  const column = <Value>(take: (each: ComputedScore) => Value) => computed.map(take);
  const { rows: inserted } = await sql<InsertedRow>`
    INSERT INTO cs.health_snapshots
      (tenant_id, snapshot_id, client_id, as_of, scorecard_id, scorecard_version, input_hash, score, band, result,
       observation_id, previous_band, override)
    SELECT ${tenantId}, snapshot_id, client_id, ${asOf}::date, scorecard_id, scorecard_version, input_hash, score, band,
           result::json, observation_id, previous_band, override::jsonb
    FROM unnest(
      ${column(() => newId("hs"))}::text[], ${column(({ clientId }) => clientId)}::text[],
      ${column(({ score }) => score.scorecard.id)}::text[], ${column(({ score }) => score.scorecard.version)}::integer[],
      ${column(({ score }) => score.inputHash)}::text[], ${column(({ score }) => score.score)}::double precision[],
      ${column(({ score }) => score.band)}::text[], ${jsonLines(column(({ score }) => score))}, ${observationIds}::text[],
      ${column(({ inputs }) => inputs.previousBand)}::text[], ${jsonLines(column(({ inputs }) => inputs.override))}
    ) AS given (snapshot_id, client_id, scorecard_id, scorecard_version, input_hash, score, band, result,
                observation_id, previous_band, override)
    ON CONFLICT DO NOTHING
    RETURNING snapshot_id, client_id, computed_at
  `.execute(trx);
  const rows = new Map(inserted.map((row) => [row.client_id, row]));
  const earlier = await storedSnapshots(
    trx,
    computed.filter(({ clientId }) => !rows.has(clientId)),
  );
  const snapshots = computed.map(({ clientId, score }) => {
    const row = rows.get(clientId);
    const snapshot = row ? snapshotOfRow({ ...row, result: score }) : earlier.get(clientId);
    if (!snapshot) throw new Error(`the snapshot of ${clientId} was not stored`);
    return snapshot;
  });
  const standing = snapshots.filter((_, index) => computed[index]?.stands);
  await recordStandings(trx, tenantId, standing, { asOf, seen });
  return snapshots;
}

/** By account, the snapshots that had been stored before. */
async function storedSnapshots(
  trx: Transaction<Tables>,
  computed: readonly ComputedScore[],
): Promise<Map<ClientId, HealthSnapshot>> {
  if (computed.length === 0) return new Map();
  const { rows } = await sql<SnapshotRow>`
    SELECT snapshot_id, client_id, computed_at, result
    FROM cs.health_snapshots
    JOIN unnest(
      ${computed.map((each) => each.clientId)}::text[], ${computed.map((each) => each.score.inputHash)}::text[]
    ) AS asked (client_id, input_hash) USING (client_id, input_hash)
    WHERE as_of = ${computed[0]?.score.asOf}
  `.execute(trx);
  return new Map(rows.map((row) => [row.client_id, snapshotOfRow(row)]));
}
