import type { CalendarDate } from "../values/calendar-date.ts";

/** Use of one feature by a set of accounts in a window of days. */
export interface FeatureUse {
  readonly feature: string;
  /** Accounts with at least the fewest events asked for. */
  readonly adopters: number;
  /** Of all accounts that used it, however little. */
  readonly events: number;
}

/** Accounts that used a feature for the first time in one month. */
export interface FirstUse {
  readonly feature: string;
  /** First day of the month. */
  readonly month: CalendarDate;
  readonly accounts: number;
}

/** Accounts that took, or have waited, the same number of days from becoming a customer to the first use of a feature. */
export interface AdoptionWait {
  readonly feature: string;
  readonly days: number;
  /** False while the account has not used it. */
  readonly adopted: boolean;
  readonly accounts: number;
}

/** Who uses which features among the customers of a day. */
export interface FeatureFacts {
  /** Customers on the day that the filter lets through. */
  readonly customers: number;
  /** Distinct features used in the window, of those asked for. */
  readonly total: number;
  /** The most adopted first, or all those asked for in their order. */
  readonly features: readonly FeatureUse[];
  readonly firstUses: readonly FirstUse[];
  /** Only accounts that became customers while usage was covered: before, their first use is not known. */
  readonly waits: readonly AdoptionWait[];
}
