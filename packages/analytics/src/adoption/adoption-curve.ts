import type { CalendarDate, FirstUse } from "@cs/models";
import { periodStarts } from "../engagement/period.ts";

/** How many accounts had used a feature by the end of a month. */
export interface AdoptionPoint {
  readonly month: CalendarDate;
  readonly accounts: number;
}

/** Cumulative first uses of one feature by month, from the month that holds `from` to the one that holds `to`. */
export function adoptionCurve(
  firstUses: readonly Pick<FirstUse, "month" | "accounts">[],
  { from, to }: { readonly from: CalendarDate; readonly to: CalendarDate },
): AdoptionPoint[] {
  return periodStarts(from, to, "month").map((month) => ({
    month,
    accounts: firstUses.filter((use) => use.month <= month).reduce((sum, { accounts }) => sum + accounts, 0),
  }));
}
