import type { Trend } from "@cs/health-engine";
import { formatNumber, type KeyFigure } from "@cs/reports";

/** Where a score goes, in a word, with the slope and the significance behind it. */
export function trendFigure(label: string, { direction, reason, slope, p }: Trend): KeyFigure {
  if (slope === null || p === null) return { label, value: { value: null, reason: reason ?? "not known" } };
  const note = `${formatNumber(slope, { signed: true })} points in 30 days, p ${p < 0.001 ? "below 0.001" : formatNumber(p, { decimals: 3 })}`;
  return { label, value: direction, note };
}
