import type { Snapshot } from "./history.ts";
import type { LabelledSnapshot } from "./label-snapshots.ts";

/** A risk for each snapshot, higher is riskier; null where there is none. */
export type Scoring = (snapshots: readonly Snapshot[]) => readonly (number | null)[];

/** Something that claims to know who will leave. */
export interface Scorer {
  readonly name: string;
  /** Whether it looks at outcomes when it learns. If not, its scores of training rows are as good as any. */
  readonly usesOutcomes: boolean;
  /** Learns from rows with known outcomes. */
  learn(training: readonly LabelledSnapshot[]): Scoring;
}
