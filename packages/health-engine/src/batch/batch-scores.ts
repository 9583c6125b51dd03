import { type HealthBand, healthBands } from "@cs/models";
import type { CompiledScorecard } from "../scoring/compile-scorecard.ts";
import type { Block } from "./read-column.ts";

/** The scores of many accounts, one account per place; every number is the one that `score` gives, to the last bit. */
export interface BatchScores {
  /** 0-100; NaN when too little is known. */
  readonly scores: Float64Array;
  /** Places in `bandNames`. */
  readonly bands: Uint8Array;
  readonly provedBands: Uint8Array;
  /** What the codes of `bands` and `provedBands` mean. */
  readonly bandNames: readonly HealthBand[];
  /** 0-1. */
  readonly coverage: Float64Array;
  readonly confidence: Float64Array;
  /** The ends of the interval, 0-100. */
  readonly low: Float64Array;
  readonly high: Float64Array;
  /** Only when asked for. */
  readonly explanation: BatchExplanation | null;
}

/** What each score is made of: over all measures and the caps, points sum to the score; all are 0 without a score. */
export interface BatchExplanation {
  /** Ids of the measures in the canonical order, by group id and then measure id. */
  readonly measures: readonly string[];
  /** The points of each measure, in the same order. */
  readonly contributions: readonly Float64Array[];
  /** What the tightest cap took away, 0 or less. */
  readonly capPoints: Float64Array;
}

export function emptyScores(plan: CompiledScorecard, accounts: number, explain: boolean): BatchScores {
  const column = () => new Float64Array(accounts);
  const measures = plan.measures.map(({ definition }) => definition.measure);
  return {
    scores: column(),
    bands: new Uint8Array(accounts),
    provedBands: new Uint8Array(accounts),
    bandNames: healthBands,
    coverage: column(),
    confidence: column(),
    low: column(),
    high: column(),
    explanation: explain ? { measures, contributions: measures.map(column), capPoints: column() } : null,
  };
}

/** The scores of a block, in the same memory. */
export function partOfScores(scores: BatchScores, { start, count }: Block): BatchScores {
  const { explanation } = scores;
  const part = (column: Float64Array) => column.subarray(start, start + count);
  return {
    scores: part(scores.scores),
    bands: scores.bands.subarray(start, start + count),
    provedBands: scores.provedBands.subarray(start, start + count),
    bandNames: scores.bandNames,
    coverage: part(scores.coverage),
    confidence: part(scores.confidence),
    low: part(scores.low),
    high: part(scores.high),
    explanation: explanation && {
      measures: explanation.measures,
      contributions: explanation.contributions.map(part),
      capPoints: part(explanation.capPoints),
    },
  };
}
