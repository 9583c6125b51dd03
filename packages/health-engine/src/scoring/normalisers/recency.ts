import type { Normaliser } from "@cs/models";
import { settle } from "../settle.ts";

/**
 * 100 x 2^(-value / halfLifeDays): 100 points at 0 days, 50 after one half-life. A negative value counts as 0 days.
 * Settled to 10 decimals, because the last bit of a power may differ between platforms.
 */
export function recency(value: number, { halfLifeDays }: Extract<Normaliser, { kind: "recency" }>): number {
  return settle(100 * 2 ** (-Math.max(0, value) / halfLifeDays));
}
