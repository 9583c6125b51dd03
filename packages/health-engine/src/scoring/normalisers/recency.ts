import type { Normaliser } from "@cs/models";
import { settle } from "../settle.ts";
import type { CompiledNormaliser } from "./compiled-normaliser.ts";

/**
 * 100 x 2^(-value / halfLifeDays): 100 points at 0 days, 50 after one half-life. A negative value counts as 0 days.
 * Settled to 10 decimals, because the last bit of a power may differ between platforms.
 */
export function recency({ halfLifeDays }: Extract<Normaliser, { kind: "recency" }>): CompiledNormaliser {
  return (values, points) => {
    for (let place = 0; place < values.length; place += 1) {
      const days = values[place] ?? Number.NaN;
      const left = settle(100 * 2 ** (-Math.max(0, days) / halfLifeDays));
      points[place] = Number.isFinite(days) ? left : Number.NaN;
    }
  };
}
