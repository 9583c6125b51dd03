import { explainChange, type ScoreChange, type ScoreInput } from "@cs/health-engine";
import type { ClientId, HealthSnapshot } from "@cs/models";
import type { ReadTransaction, ReplayableSnapshot, StandingRow } from "@cs/persistence";
import { scoreInputOf } from "../scoring/scoring.ts";
import type { AccountSeries } from "./account-series.ts";

/** An account between its first and its last score in a window, and what moved it. */
export interface ExplainedMove {
  readonly clientId: ClientId;
  readonly before: HealthSnapshot;
  readonly after: HealthSnapshot;
  readonly change: ScoreChange;
}

/** The accounts whose first and last scores in the window lie furthest apart, explained from what was stored. */
export async function furthestMoves(
  tx: ReadTransaction,
  series: readonly AccountSeries[],
  limit: number,
): Promise<ExplainedMove[]> {
  const ends = series
    .flatMap(({ clientId, rows }) => {
      const scored = rows.filter((row) => row.score !== null);
      const [first, last] = [scored[0], scored.at(-1)];
      return first && last && first !== last ? [{ clientId, first, last, distance: distanceOf(first, last) }] : [];
    })
    .filter(({ distance }) => distance > 0)
    .toSorted((a, b) => b.distance - a.distance || (a.clientId < b.clientId ? -1 : 1))
    .slice(0, limit);
  const snapshots = await tx.snapshots.replayable(
    ends.flatMap(({ first, last }) => [first.snapshotId, last.snapshotId]),
  );
  const byId = new Map(snapshots.map((each) => [each.snapshot.snapshotId, each]));
  return ends.map(({ clientId, first, last }) => {
    const [before, after] = [found(byId, first), found(byId, last)];
    const change = explainChange(inputOf(before), inputOf(after));
    return { clientId, before: before.snapshot, after: after.snapshot, change };
  });
}

function distanceOf(first: StandingRow, last: StandingRow): number {
  return Math.abs((last.score ?? 0) - (first.score ?? 0));
}

function found(snapshots: ReadonlyMap<string, ReplayableSnapshot>, { snapshotId }: StandingRow): ReplayableSnapshot {
  const snapshot = snapshots.get(snapshotId);
  if (!snapshot) throw new Error(`snapshot ${snapshotId} was not read`);
  return snapshot;
}

function inputOf({ snapshot, scorecard, inputs }: ReplayableSnapshot): ScoreInput {
  return { scorecard, ...scoreInputOf(inputs, snapshot.asOf) };
}
