import type { MeasureObservation } from "@cs/models";

/**
 * What can move a score between two inputs.
 *
 * - `data`: observations that are not the same on both sides, each read on the as-of day of its own side.
 * - `staleness`: the passing of the as-of day for observations that are the same on both sides.
 * - `configuration`: groups, weights, normalisers, null policies and staleness limits of the scorecard.
 * - `cap`: another bound by the tightest fired cap, because another cap fires or because it was rewritten.
 * - `override`: another score set by hand, or one that begins or expires.
 */
export const changeFactors = ["data", "staleness", "configuration", "cap", "override"] as const;
export type ChangeFactor = (typeof changeFactors)[number];

/** The part of one observation in the change of a score. The parts sum to `factors.data`. */
export interface MeasureChange {
  readonly measure: string;
  /** Points of the score, signed; exactly 0 when the observation changed and no score noticed. */
  readonly points: number;
  /** The observations on both sides as given; null when there was none. */
  readonly before: MeasureObservation | null;
  readonly after: MeasureObservation | null;
}

/** How a score came from `before` to `after`. */
export interface ScoreChange {
  readonly before: number | null;
  readonly after: number | null;
  /** `after - before`, signed; null when a side has no score, and then `reason` says which and why. */
  readonly difference: number | null;
  readonly reason: string | null;
  /** Points by factor, summing to `difference` within 1e-9; exactly 0 for what did not change. Null without a number. */
  readonly factors: Readonly<Record<ChangeFactor, number>> | null;
  /** One per scored measure whose observation changed, by measure id; empty without a number. */
  readonly measures: readonly MeasureChange[];
  /** How `data` was split: over all coalitions, or (more than 10 measures) by an order and its reverse. */
  readonly method: "exact" | "paired_orders";
}
