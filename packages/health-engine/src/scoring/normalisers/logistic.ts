import type { Normaliser } from "@cs/models";
import { settle } from "../settle.ts";
import type { CompiledNormaliser } from "./normaliser-run.ts";

/**
 * 100 / (1 + exp(-steepness x (value - midpoint))): 50 points at the midpoint, and the steepest slope there, 25 x
 * steepness points per unit. Settled to 10 decimals, because the last bit of a power may differ between platforms.
 */
export function logistic({ midpoint, steepness }: Extract<Normaliser, { kind: "logistic" }>): CompiledNormaliser {
  return ({ values, from, to, points, at, stride }) => {
    let place = at;
    for (let index = from; index < to; index += 1, place += stride) {
      const distance = (values[index] ?? Number.NaN) - midpoint;
      points[place] = settle(100 / (1 + Math.exp(-steepness * distance)));
    }
  };
}
