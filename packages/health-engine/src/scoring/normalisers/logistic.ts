import type { Normaliser } from "@cs/models";
import { settle } from "../settle.ts";
import type { CompiledNormaliser } from "./compiled-normaliser.ts";

/**
 * 100 / (1 + exp(-steepness x (value - midpoint))): 50 points at the midpoint, and the steepest slope there, 25 x
 * steepness points per unit. Settled to 10 decimals, because the last bit of a power may differ between platforms.
 */
export function logistic({ midpoint, steepness }: Extract<Normaliser, { kind: "logistic" }>): CompiledNormaliser {
  return (values, points) => {
    for (let place = 0; place < values.length; place += 1) {
      const value = values[place] ?? Number.NaN;
      const reached = settle(100 / (1 + Math.exp(-steepness * (value - midpoint))));
      points[place] = Number.isFinite(value) ? reached : Number.NaN;
    }
  };
}
