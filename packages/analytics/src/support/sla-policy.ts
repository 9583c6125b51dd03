import type { TicketPriority } from "@cs/models";
import type { BusinessCalendar } from "./business-calendar.ts";

/** How long agents may take, in minutes of work; null for as long as they like. */
export interface SlaTargets {
  readonly firstReply: number | null;
  readonly resolution: number | null;
}

/** What is promised for tickets of each priority. A version never changes. */
export interface SlaPolicy {
  readonly id: string;
  readonly version: number;
  readonly targets: Readonly<Record<TicketPriority, SlaTargets>>;
  /** The share of a target from which on a clock is at risk. */
  readonly atRiskShare: number;
}

/**
 * The policy of this product for tenants that have none: our judgement of what business support promises, not a contract of
 * anybody. P4 has no target.
 */
export const defaultSlaPolicy: SlaPolicy = {
  id: "default",
  version: 1,
  targets: {
    P0: { firstReply: 60, resolution: 480 },
    P1: { firstReply: 240, resolution: 960 },
    P2: { firstReply: 480, resolution: 2400 },
    P3: { firstReply: 960, resolution: 4800 },
    P4: { firstReply: null, resolution: null },
  },
  atRiskShare: 0.8,
};

/** Monday to Friday, 9 to 17 in a time zone, without holidays: likewise for tenants that have none. */
export function defaultBusinessCalendar(timeZone: string): BusinessCalendar {
  const workday = [{ from: 9 * 60, to: 17 * 60 }];
  return {
    id: "weekdays-9-17/1",
    timeZone,
    week: [workday, workday, workday, workday, workday, [], []],
    holidays: [],
  };
}
