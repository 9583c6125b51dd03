import type { CalendarDate, Instant } from "@cs/models";

/** A product analytics system whose events can be read. */
export interface UsageSource {
  /** Its name as the source of facts, as `mixpanel`. */
  readonly name: string;
  /** The IANA time zone of its days, and of the clock that its times are read from. */
  readonly timeZone: string;
  /** What happened on these days, one event after the other and in any order. */
  events(range: UsageRange): AsyncIterable<RemoteUsage>;
}

/** Days in the time zone of the source, both inclusive. */
export interface UsageRange {
  readonly from: CalendarDate;
  readonly to: CalendarDate;
  readonly signal: AbortSignal | undefined;
}

/** An event of use as a product analytics system has it. What is not known is null. */
export interface RemoteUsage {
  /** By which the source knows an event again that it tells twice. */
  readonly id: string | null;
  readonly feature: string;
  /** What the clock of the source showed, written as if it were UTC. */
  readonly shownAt: Instant | null;
  /** Null for somebody whom the source does not know, as a device that nobody has signed in on. */
  readonly user: string | null;
  /** What the source calls the accounts that it is of; as a rule one or none. */
  readonly organizations: readonly string[];
  /** The address of the user. */
  readonly email: string | null;
}
