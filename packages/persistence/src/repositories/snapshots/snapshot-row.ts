import type { HealthScore, HealthSnapshot } from "@cs/models";

/** A row of `health_snapshots` as far as a snapshot needs it. */
export interface SnapshotRow {
  readonly snapshot_id: string;
  readonly client_id: string;
  readonly computed_at: string;
  readonly result: HealthScore;
}

export function snapshotOfRow(row: SnapshotRow): HealthSnapshot {
  return { ...row.result, snapshotId: row.snapshot_id, clientId: row.client_id, computedAt: row.computed_at };
}
