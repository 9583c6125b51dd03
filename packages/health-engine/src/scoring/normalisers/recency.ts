import type { Normaliser } from "@cs/models";
import { settle } from "../settle.ts";
import type { CompiledNormaliser } from "./normaliser-run.ts";

/**
 * 100 x 2^(-value / halfLifeDays): 100 points at 0 days, 50 after one half-life. A negative value counts as 0 days.
 * Settled to 10 decimals, because the last bit of a power may differ between platforms.
 */
export function recency({ halfLifeDays }: Extract<Normaliser, { kind: "recency" }>): CompiledNormaliser {
  return ({ values, from, to, points, at, stride }) => {
    let place = at;
    for (let index = from; index < to; index += 1, place += stride) {
      points[place] = settle(100 * 2 ** (-Math.max(0, values[index] ?? Number.NaN) / halfLifeDays));
    }
  };
}
