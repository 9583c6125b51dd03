import type { Scorecard } from "@cs/models";
import { type CompiledCap, compileCaps } from "./caps.ts";
import { type CompiledMeasure, compileMeasures } from "./compile-measures.ts";
import { scorecardHash } from "./input-hash.ts";
import { namesIn } from "./named-observations.ts";

/** A scorecard made ready for many accounts: weights, tables, caps and hash are worked out once. */
export interface CompiledScorecard {
  /** A copy of the scorecard that was compiled; a later change to the original is not seen. */
  readonly scorecard: Scorecard;
  /** SHA-256 (64 hex digits) of the scorecard without its names and labels. */
  readonly contentHash: string;
  /** In the canonical order: by group id, then measure id. */
  readonly measures: readonly CompiledMeasure[];
  /** Sum of the nominal weights in that order: 1 but for the last bits. */
  readonly totalWeight: number;
  /** Tightest first. */
  readonly caps: readonly CompiledCap[];
  /** Ids of the measures that groups or caps name, in text order. */
  readonly names: readonly string[];
}

/**
 * Prepares a scorecard for `score` and `scoreBatch`. Scores are the same to the last bit as from the scorecard itself;
 * one by one they take a fraction of the time.
 *
 * @throws InvalidInputError when a weight is not greater than 0.
 */
export function compileScorecard(scorecard: Scorecard): CompiledScorecard {
  const copy = structuredClone(scorecard);
  const measures = compileMeasures(copy);
  return {
    scorecard: copy,
    contentHash: scorecardHash(copy),
    measures,
    totalWeight: measures.reduce((sum, { weight }) => sum + weight, 0),
    caps: compileCaps(copy),
    names: namesIn(copy),
  };
}

/** The scorecard itself when it is compiled already. */
export function compiled(scorecard: Scorecard | CompiledScorecard): CompiledScorecard {
  return "contentHash" in scorecard ? scorecard : compileScorecard(scorecard);
}
