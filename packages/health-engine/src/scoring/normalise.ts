import type { Normaliser } from "@cs/models";
import { banded } from "./normalisers/banded.ts";
import { piecewiseLinear } from "./normalisers/piecewise-linear.ts";
import { recency } from "./normalisers/recency.ts";
import { targetRange } from "./normalisers/target-range.ts";

/** The points (0-100) of a finite value in the unit of its measure. */
export function normalise(value: number, normaliser: Normaliser): number {
  switch (normaliser.kind) {
    case "piecewise_linear":
      return piecewiseLinear(value, normaliser);
    case "banded":
      return banded(value, normaliser);
    case "recency":
      return recency(value, normaliser);
    case "target_range":
      return targetRange(value, normaliser);
  }
}
