import { addDays, type CalendarDate } from "@cs/models";

/** Keeps the items whose day is one of the `days` days up to and with `asOf`. */
export function inWindow<Item>(
  items: readonly Item[],
  window: { readonly asOf: CalendarDate; readonly days: number; readonly dayOf: (item: Item) => CalendarDate },
): Item[] {
  const first = addDays(window.asOf, 1 - window.days);
  return items.filter((item) => window.dayOf(item) >= first && window.dayOf(item) <= window.asOf);
}
