import type { CalendarDate, Currency } from "@cs/models";

/** Those of the terms that have not ended by a day. */
export function runningOn<Term extends { readonly endDate: CalendarDate | null }>(
  terms: readonly Term[],
  day: CalendarDate,
): Term[] {
  return terms.filter(({ endDate }) => endDate === null || endDate > day);
}

/** Sums of annual recurring revenue in minor units; currencies are never added. */
export function arrByCurrency(
  lines: readonly { readonly currency: Currency; readonly arr: number }[],
): Record<Currency, number> {
  const sums: Record<Currency, number> = {};
  for (const { currency, arr } of lines) sums[currency] = (sums[currency] ?? 0) + arr;
  return sums;
}
