import {
  type AccountFacts,
  addDays,
  type CoverageByKind,
  factKinds,
  type MeasureObservation,
  type SubscriptionFactRow,
  type TicketFactRow,
  type UsageDay,
} from "@cs/models";
import { type MeasureId, observe } from "../src/index.ts";

/** The day on which the accounts of the tests are judged. */
export const asOf = "2024-12-31";
export const everything: CoverageByKind = Object.fromEntries(
  factKinds.map((kind) => [kind, { from: "2020-01-01", to: "2025-06-30" }]),
);

/** An account of which nothing is known though every feed is connected. */
export const blank: AccountFacts = {
  clientId: "cs_test",
  asOf,
  segment: null,
  lifecycleStage: null,
  customerSince: null,
  coverage: everything,
  subscriptions: [],
  contracts: [],
  contacts: [],
  usage: { firstDay: null, lastDay: null, days: [], features90: 0, users30: 0 },
  tickets: [],
  surveys: [],
  invoices: [],
  churnEvents: [],
};

export const daysAgo = (days: number) => addDays(asOf, -days);

export function line(more: Partial<SubscriptionFactRow> = {}): SubscriptionFactRow {
  return { startDate: "2023-01-01", endDate: null, seats: 50, arr: 1000, currency: "EUR", autoRenew: null, ...more };
}

export function ticket(more: Partial<TicketFactRow> = {}): TicketFactRow {
  return { createdOn: daysAgo(10), solvedOn: null, priority: "P3", firstReplyMinutes: null, escalated: false, ...more };
}

export function used(
  days: readonly UsageDay[],
  more: Partial<AccountFacts["usage"]> = {},
): Pick<AccountFacts, "usage"> {
  const ordered = days.map(({ day }) => day).toSorted();
  return { usage: { ...blank.usage, firstDay: ordered[0] ?? null, lastDay: ordered.at(-1) ?? null, days, ...more } };
}

export const use = (ago: number, events: number, errors = 0): UsageDay => ({ day: daysAgo(ago), events, errors });

export function see(measure: MeasureId, facts: Partial<AccountFacts>): MeasureObservation {
  return observe({ ...blank, ...facts })[measure];
}

export const value = (number: number, observedOn = asOf) => ({ value: number, observedOn });
export const nothing = (reason: string) => ({ value: null, reason });
