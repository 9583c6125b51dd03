import type { Scorecard } from "@cs/models";
import { compileNormaliser } from "./normalise.ts";
import type { CompiledNormaliser } from "./normalisers/normaliser-run.ts";
import { type WeightedMeasure, weigh } from "./weights.ts";

/** A weighted measure with its normaliser prepared. */
export interface CompiledMeasure extends WeightedMeasure {
  readonly normalise: CompiledNormaliser;
}

/** The measures of a scorecard in the canonical order of `weigh`. */
export function compileMeasures(scorecard: Scorecard): CompiledMeasure[] {
  return weigh(scorecard).map((weighted) => ({
    ...weighted,
    normalise: compileNormaliser(weighted.definition.normaliser),
  }));
}
