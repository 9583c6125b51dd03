import type { AccountFacts, CalendarDate, FactKind, MeasureObservation } from "@cs/models";
import { feedGap } from "./feed-gap.ts";
import { knownUntil } from "./known-until.ts";
import { missing } from "./observation.ts";

/**
 * How to read the number of a measure. Shares are 0-1, or above where a part can exceed the whole; a ratio is a change
 * against a base, -1 for all gone, or a rate per event.
 */
export type MeasureUnit =
  | "ratio"
  | "share"
  | "days"
  | "minutes"
  | "count"
  | "per_seat"
  | "per_100_seats"
  | "answer"
  | "yes_no";

/** A number that can be computed for every account, whatever product it uses. */
export interface MeasureDefinition<Id extends string = string> {
  readonly id: Id;
  readonly label: string;
  readonly unit: MeasureUnit;
  readonly description: string;
  /** The kinds of fact without which nothing can be said. */
  readonly needs: readonly FactKind[];
  /** How many days, up to and with the as-of day, must be covered; null for a state, which has no window. */
  readonly windowDays: number | null;
  /** The value on the as-of day of the facts, or null and why. */
  observe(facts: AccountFacts): MeasureObservation;
}

/** A measure as its file writes it: `observe` runs only when the feeds cover the window. */
export interface MeasureSource<Id extends string> extends Omit<MeasureDefinition<Id>, "observe"> {
  /** `until` is the last day, at most the as-of day, that all needed feeds cover. */
  observe(facts: AccountFacts, until: CalendarDate): MeasureObservation;
}

/**
 * Defines a measure. Whether its feeds are connected, recent and long enough is decided here for all measures, so
 * that no measure takes a feed that is not connected for a customer who does nothing.
 */
export function defineMeasure<const Id extends string>(source: MeasureSource<Id>): MeasureDefinition<Id> {
  return {
    ...source,
    observe(facts) {
      const gap = feedGap(facts, source);
      return gap === null ? source.observe(facts, knownUntil(facts, source.needs)) : missing(gap);
    },
  };
}
