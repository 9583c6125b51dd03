import type { CalendarDate } from "../values/calendar-date.ts";

/** How finely use is counted: by calendar day, week from Monday, or calendar month. */
export const grains = ["day", "week", "month"] as const;
export type Grain = (typeof grains)[number];

/** Use of the product by one account on one day. Days without use have no row. */
export interface EngagementDay {
  readonly day: CalendarDate;
  readonly events: number;
  /** Null when the source does not count errors. */
  readonly errors: number | null;
  /** Distinct users that the source named; 0 when it named none. */
  readonly users: number;
}

/** Distinct users who used the product first in one month and again, or at all, in another. */
export interface CohortRow {
  /** First day of the month of their first use ever. */
  readonly firstMonth: CalendarDate;
  readonly month: CalendarDate;
  readonly users: number;
}

/** Who used one account, and how much, in a window of days. */
export interface EngagementFacts {
  readonly days: readonly EngagementDay[];
  /** Distinct users by the first day of their period; periods without users have no row. */
  readonly periodUsers: readonly { readonly start: CalendarDate; readonly users: number }[];
  /** Whether any use up to the end of the window names its user. Otherwise all counts of users are unknown. */
  readonly namesUsers: boolean;
  /** Distinct users of the 7 days that end the window. */
  readonly users7: number;
  /** Distinct users of the 30 days that end the window. */
  readonly users30: number;
  readonly cohorts: readonly CohortRow[];
}

/** Events of one account in an hour of the week, over all weeks of a window, in the tenant's zone. */
export interface HourOfUse {
  /** 1 is Monday, 7 is Sunday. */
  readonly weekday: number;
  /** 0-23. */
  readonly hour: number;
  readonly events: number;
}

/** A champion at a customer, and when usage last named them. */
export interface ChampionUse {
  readonly fullName: string;
  readonly title: string | null;
  /** Null when usage never did. */
  readonly lastUsedOn: CalendarDate | null;
}
