import type { Normaliser } from "@cs/models";
import { banded } from "./normalisers/banded.ts";
import type { CompiledNormaliser } from "./normalisers/compiled-normaliser.ts";
import { logistic } from "./normalisers/logistic.ts";
import { percentile } from "./normalisers/percentile.ts";
import { piecewiseLinear, targetRange } from "./normalisers/piecewise-linear.ts";
import { recency } from "./normalisers/recency.ts";

/** Prepares the tables of a normaliser once, for any number of values. */
export function compileNormaliser(normaliser: Normaliser): CompiledNormaliser {
  switch (normaliser.kind) {
    case "piecewise_linear":
      return piecewiseLinear(normaliser);
    case "banded":
      return banded(normaliser);
    case "recency":
      return recency(normaliser);
    case "target_range":
      return targetRange(normaliser);
    case "logistic":
      return logistic(normaliser);
    case "percentile":
      return percentile(normaliser);
  }
}

/** The points (0-100) of a finite value in the unit of its measure. */
export function normalise(value: number, normaliser: Normaliser): number {
  const points = new Float64Array(1);
  compileNormaliser(normaliser)(Float64Array.of(value), points);
  return points[0] ?? 0;
}
