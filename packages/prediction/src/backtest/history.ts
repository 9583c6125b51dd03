import type { CalendarDate } from "@cs/models";
import type { FeatureRow } from "../features/feature-row.ts";

/** What was known of one active account on one day. */
export interface Snapshot {
  readonly account: string;
  readonly asOf: CalendarDate;
  /** Scores and measures as they stood that day: all snapshots have the same names. */
  readonly features: FeatureRow;
  /** In one currency for all; 0 or more. */
  readonly arr: number;
  /** The day of the newest fact behind the features; null when that is not recorded and cannot be checked. */
  readonly newestFact: CalendarDate | null;
}

/** The day on which an account decided to leave, which may be long before it left. */
export interface Decision {
  readonly account: string;
  readonly decidedOn: CalendarDate;
}

/** What there is to look back on. */
export interface History {
  readonly snapshots: readonly Snapshot[];
  readonly decisions: readonly Decision[];
  /** Decisions up to and including this day are known. */
  readonly watchedUntil: CalendarDate;
}
