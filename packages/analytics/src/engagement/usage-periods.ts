import { addDays, type CalendarDate, type Coverage, type EngagementFacts, type Grain } from "@cs/models";
import { nextPeriod, periodStart, periodStarts } from "./period.ts";

/** How much of a period the feed of usage covers. */
export const extents = ["all", "part", "none"] as const;
export type Extent = (typeof extents)[number];

/** Use in one day, week or month. Null is not known, 0 is none. */
export interface UsagePeriod {
  readonly start: CalendarDate;
  /** Last day of the period, whether it is over or not. */
  readonly end: CalendarDate;
  readonly known: Extent;
  /** Distinct users; null also when usage does not name them. */
  readonly users: number | null;
  readonly activeDays: number | null;
  readonly events: number | null;
  /** Null also when the source does not count errors. */
  readonly errors: number | null;
}

export interface UsagePeriodsRequest {
  readonly from: CalendarDate;
  readonly to: CalendarDate;
  readonly grain: Grain;
  /** Days for which usage is known to be complete; null when no feed delivers it. */
  readonly coverage: Coverage | null;
  readonly facts: Pick<EngagementFacts, "days" | "periodUsers" | "namesUsers">;
}

/** Sums days of use into whole periods, one for each between `from` and `to`, oldest first. */
export function usagePeriods({ from, to, grain, coverage, facts }: UsagePeriodsRequest): UsagePeriod[] {
  const daysOf = Map.groupBy(facts.days, ({ day }) => periodStart(day, grain));
  const usersOf = new Map(facts.periodUsers.map(({ start, users }) => [start, users]));
  return periodStarts(from, to, grain).map((start) => {
    const end = addDays(nextPeriod(start, grain), -1);
    const days = daysOf.get(start) ?? [];
    const known = extentOf({ start, end }, { to, coverage });
    const told = known !== "none" || days.length > 0;
    const errors = days.flatMap((day) => day.errors ?? []);
    return {
      start,
      end,
      known,
      users: told && facts.namesUsers ? (usersOf.get(start) ?? 0) : null,
      activeDays: told ? days.filter(({ events }) => events > 0).length : null,
      events: told ? sum(days.map(({ events }) => events)) : null,
      errors: errors.length > 0 ? sum(errors) : null,
    };
  });
}

function extentOf(
  { start, end }: Pick<UsagePeriod, "start" | "end">,
  { to, coverage }: Pick<UsagePeriodsRequest, "to" | "coverage">,
): Extent {
  if (coverage === null || coverage.to < start || coverage.from > end || to < start) return "none";
  return coverage.from <= start && coverage.to >= end && to >= end ? "all" : "part";
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
