import type { CalendarDate } from "../values/calendar-date.ts";
import type { Currency } from "../values/money.ts";
import type { ClusterModel } from "./cluster-model.ts";

/** A group of a segment on the day of an evaluation. A segment by rule has one, `members`. */
export interface SegmentGroup {
  readonly group: string;
  readonly accounts: number;
  /** Minor units. */
  readonly arrByCurrency: Readonly<Record<Currency, number>>;
  /** Accounts that were not in this group at the evaluation before; null without one of the same version. */
  readonly entered: number | null;
  /** Accounts that were in this group then and are not now; null likewise. */
  readonly left: number | null;
  /** Means of the facts that the groups are made from; empty for a rule and for a group without accounts. */
  readonly profile: Readonly<Record<string, number>>;
}

/** For how many accounts a fact was needed and not known, and why. */
export interface MissingFactCount {
  readonly fact: string;
  readonly reason: string;
  readonly accounts: number;
}

/** What a version of a segment came to on a day. Immutable. */
export interface SegmentEvaluation {
  readonly asOf: CalendarDate;
  /** The customers of the day. */
  readonly customers: number;
  /** How many of them are in a group. */
  readonly members: number;
  readonly groups: readonly SegmentGroup[];
  /** How many are in none because of what is not known. */
  readonly undecided: number;
  readonly missing: readonly MissingFactCount[];
  /** Day of the evaluation before, of the same version; null when there was none. */
  readonly comparedWith: CalendarDate | null;
  /** The oldest health score among those that were looked at; null when nobody was scored. */
  readonly oldestScore: CalendarDate | null;
  /** Found at the first evaluation of a version and kept; null for other methods. */
  readonly clusters: ClusterModel | null;
}
