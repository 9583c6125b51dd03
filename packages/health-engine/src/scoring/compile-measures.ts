import type { Scorecard } from "@cs/models";
import { compileNormaliser } from "./normalise.ts";
import type { CompiledNormaliser } from "./normalisers/compiled-normaliser.ts";
import { type WeightedMeasure, weigh } from "./weights.ts";

/** A weighted measure with its normaliser prepared. */
export interface CompiledMeasure extends WeightedMeasure {
  readonly normalise: CompiledNormaliser;
  /** What its null policy makes of a missing one. */
  readonly whenMissing: WhenMissing;
}

/** What a missing measure adds to the sums of an account. */
export interface WhenMissing {
  /** Its weight with policy `exclude`, else 0. */
  readonly leftOut: number;
  /** Its weight with policy `neutral`, else 0. */
  readonly neutral: number;
  /** 1 with policy `fail`, else 0. */
  readonly required: number;
}

/** The measures of a scorecard in the canonical order of `weigh`. */
export function compileMeasures(scorecard: Scorecard): CompiledMeasure[] {
  return weigh(scorecard).map((weighted) => ({
    ...weighted,
    normalise: compileNormaliser(weighted.definition.normaliser),
    whenMissing: whenMissing(weighted),
  }));
}

function whenMissing({ weight, definition: { nullPolicy } }: WeightedMeasure): WhenMissing {
  return {
    leftOut: nullPolicy === "exclude" ? weight : 0,
    neutral: nullPolicy === "neutral" ? weight : 0,
    required: nullPolicy === "fail" ? 1 : 0,
  };
}
