import type { MeasureObservations, ScoreBand } from "./health-score.ts";
import type { ScoreOverride } from "./score-override.ts";

/** What a stored score follows from, besides its scorecard and its day: enough to compute it again to the last byte. */
export interface SnapshotInputs {
  readonly observations: MeasureObservations;
  /** The band that stood before; null when there was none. */
  readonly previousBand: ScoreBand | null;
  /** What a person had decided, in force or expired on the day; null when nothing. */
  readonly override: ScoreOverride | null;
}
