import type { CalendarDate, CohortRow, Coverage } from "@cs/models";
import { periodStarts } from "./period.ts";

/** Users who came first in one month, and how many of them came in each month since. */
export interface UserCohort {
  readonly firstMonth: CalendarDate;
  readonly users: number;
  /** Users active 1, 2, 3 … months after the first, up to the last month of the window. */
  readonly returned: readonly number[];
  /** Usage is not known before this month, so users of before may count as new in it. */
  readonly mayBeOlder: boolean;
}

/** Retention of users by the month of their first use, oldest first. Months in which nobody came first are left out. */
export function userCohorts(
  rows: readonly CohortRow[],
  { to, coverage }: { readonly to: CalendarDate; readonly coverage: Coverage | null },
): UserCohort[] {
  const byFirstMonth = Map.groupBy(rows, ({ firstMonth }) => firstMonth);
  return [...byFirstMonth]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([firstMonth, found]) => {
      const usersIn = new Map(found.map(({ month, users }) => [month, users]));
      const [first = 0, ...returned] = periodStarts(firstMonth, to, "month").map((month) => usersIn.get(month) ?? 0);
      const knownBefore = coverage !== null && coverage.from < firstMonth;
      return { firstMonth, users: first, returned, mayBeOlder: !knownBefore };
    });
}
