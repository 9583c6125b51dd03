import { readdirSync } from "node:fs";
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
import { describe, expect, test } from "vitest";
import { observe } from "../observing/observe.ts";
import { type MeasureId, measureIds, measures } from "./index.ts";

const asOf = "2024-12-31";
const everything: CoverageByKind = Object.fromEntries(
  factKinds.map((kind) => [kind, { from: "2020-01-01", to: "2025-06-30" }]),
);

/** An account of which nothing is known though every feed is connected. */
const blank: AccountFacts = {
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

const daysAgo = (days: number) => addDays(asOf, -days);

function line(more: Partial<SubscriptionFactRow> = {}): SubscriptionFactRow {
  return { startDate: "2023-01-01", endDate: null, seats: 50, arr: 1000, currency: "EUR", autoRenew: null, ...more };
}

function ticket(more: Partial<TicketFactRow> = {}): TicketFactRow {
  return { createdOn: daysAgo(10), solvedOn: null, priority: "P3", firstReplyMinutes: null, escalated: false, ...more };
}

function used(days: readonly UsageDay[], more: Partial<AccountFacts["usage"]> = {}): Pick<AccountFacts, "usage"> {
  const ordered = days.map(({ day }) => day).toSorted();
  return { usage: { ...blank.usage, firstDay: ordered[0] ?? null, lastDay: ordered.at(-1) ?? null, days, ...more } };
}

const use = (ago: number, events: number, errors = 0): UsageDay => ({ day: daysAgo(ago), events, errors });

function see(measure: MeasureId, facts: Partial<AccountFacts>): MeasureObservation {
  return observe({ ...blank, ...facts })[measure];
}

const value = (number: number, observedOn = asOf) => ({ value: number, observedOn });
const nothing = (reason: string) => ({ value: null, reason });

test("the files of this folder are the registered measures", () => {
  const files = readdirSync(import.meta.dirname)
    .filter((name) => !name.endsWith(".test.ts") && name !== "index.ts")
    .map((name) => name.replace(/\.ts$/, "").replaceAll("-", "_"));
  expect(files.toSorted()).toEqual(measureIds.toSorted());
  expect(new Set(measureIds).size).toBe(measures.length);
});

test("every measure has a window only where it has feeds, and words for people", () => {
  for (const { id, label, description, needs, windowDays } of measures) {
    expect(label, id).toMatch(/^[A-Z]/);
    expect(description, id).toMatch(/\.$/);
    expect(windowDays === null || needs.length > 0, id).toBe(true);
  }
});

describe("feeds", () => {
  const facts = { tickets: [ticket()], subscriptions: [line()] };
  const covered = (from: string, to: string): CoverageByKind => ({ ...everything, tickets: { from, to } });

  test("a feed that was never connected says nothing, which is not zero", () => {
    const { tickets: _, ...coverage } = everything;
    expect(see("open_p0_tickets", { ...facts, coverage })).toEqual(nothing("no support tickets are connected"));
    expect(see("tickets_per_100_seats_90", { ...facts, coverage })).toEqual(
      nothing("no support tickets are connected"),
    );
  });

  test("a feed may end a week before the as-of day; the observation then speaks for its last day", () => {
    expect(see("open_p0_tickets", { ...facts, coverage: covered("2020-01-01", "2024-12-24") })).toEqual(
      value(0, "2024-12-24"),
    );
    expect(see("open_p0_tickets", { ...facts, coverage: covered("2020-01-01", "2024-12-23") })).toEqual(
      nothing("support ticket data ends 2024-12-23"),
    );
  });

  test("a feed must begin with the window", () => {
    // The 90 days up to and with 2024-12-31 begin on 2024-10-03: 29 + 30 + 31.
    expect(see("tickets_per_100_seats_90", { ...facts, coverage: covered("2024-10-03", asOf) })).toEqual(value(2));
    expect(see("tickets_per_100_seats_90", { ...facts, coverage: covered("2024-10-04", asOf) })).toEqual(
      nothing("support ticket data starts 2024-10-04, the 90 days are not covered"),
    );
  });

  test("without any feed every measure but the tenure names what is not connected", () => {
    const reasons = Object.entries(observe({ ...blank, coverage: {} })).map(([id, seen]) => [
      id,
      seen.value === null && seen.reason,
    ]);
    expect(Object.fromEntries(reasons)).toMatchInlineSnapshot(`
      {
        "active_days_28": "no usage events are connected",
        "arr_change_365": "no subscriptions are connected",
        "auto_renew_share": "no subscriptions are connected",
        "champion_gone_days": "no contacts are connected",
        "churn_notice_served": "no churn events are connected",
        "csat_share_365": "no survey answers are connected",
        "days_to_opt_out": "no contracts are connected",
        "error_rate_84": "no usage events are connected",
        "escalated_share_180": "no support tickets are connected",
        "events_per_seat_28": "no usage events are connected",
        "features_used_90": "no usage events are connected",
        "first_reply_minutes_median_180": "no support tickets are connected",
        "invoice_overdue_days": "no invoices are connected",
        "nps_mean_365": "no survey answers are connected",
        "open_p0_tickets": "no support tickets are connected",
        "seat_utilisation": "no usage events are connected",
        "tenure_days": "no day is known on which the account became a customer",
        "tickets_per_100_seats_90": "no support tickets are connected",
        "usage_recency_days": "no usage events are connected",
        "usage_trend": "no usage events are connected",
      }
    `);
  });
});

describe("usage", () => {
  test("usage_trend", () => {
    // Last 4 weeks 5, 10, 15, 40: median (10 + 15) / 2 = 12.5. Base 8 weeks 20 20 20 20 30 30 30 30: (20 + 30) / 2 = 25.
    const recent = [5, 10, 15, 40].map((events, week) => use(week * 7, events));
    const base = [20, 30, 20, 30, 20, 30, 20, 30].map((events, week) => use(28 + week * 7 + 6, events));
    expect(see("usage_trend", used([...recent, ...base]))).toEqual(value(-0.5)); // 12.5 / 25 - 1
    expect(see("usage_trend", used(base))).toEqual(value(-1));
    // A week is days 0-6 back: day 27 belongs to the 4 weeks, day 28 to the base, day 84 to nothing.
    expect(see("usage_trend", used([use(27, 99), use(28, 19), use(84, 50)]))).toEqual(
      nothing("the 8-week base has 19 events, 20 are needed"),
    );
    expect(see("usage_trend", used([use(28, 500)]))).toEqual(
      nothing("the median week of the 8-week base has no events"),
    );
  });

  test("usage_recency_days", () => {
    expect(see("usage_recency_days", used([use(12, 1), use(40, 1)]))).toEqual(value(12));
    expect(see("usage_recency_days", {})).toEqual(nothing("no use was ever recorded"));
  });

  test("active_days_28", () => {
    // Days 0 and 27 count, day 28 is outside, and a row without events is no use.
    expect(see("active_days_28", used([use(0, 3), use(27, 1), use(28, 9), use(5, 0)]))).toEqual(value(2));
    expect(see("active_days_28", used([use(60, 3)]))).toEqual(value(0));
    expect(see("active_days_28", {})).toEqual(nothing("no use was ever recorded"));
  });

  test("events_per_seat_28", () => {
    const subscriptions = [
      line({ seats: 30 }),
      line({ seats: 10 }),
      line({ seats: null }),
      line({ seats: 99, endDate: asOf }),
    ];
    // (70 + 30) / (30 + 10); the line that ended on the day is not active.
    expect(see("events_per_seat_28", { ...used([use(0, 70), use(27, 30), use(28, 8)]), subscriptions })).toEqual(
      value(2.5),
    );
    expect(see("events_per_seat_28", used([use(0, 70)]))).toEqual(nothing("no subscription with seats is active"));
    expect(see("events_per_seat_28", { subscriptions: [line({ seats: 0 })] })).toEqual(
      nothing("no subscription with seats is active"),
    );
  });

  test("error_rate_84", () => {
    // (2 + 4) / (20 + 40); last use 3 days ago.
    expect(see("error_rate_84", used([use(3, 20, 2), use(83, 40, 4), use(84, 5, 5)]))).toEqual(value(0.1, daysAgo(3)));
    expect(see("error_rate_84", {})).toEqual(nothing("the product was not used in 84 days"));
  });

  test("features_used_90", () => {
    expect(see("features_used_90", used([use(1, 1)], { features90: 7 }))).toEqual(value(7));
    expect(see("features_used_90", {})).toEqual(value(0));
  });

  test("seat_utilisation", () => {
    const subscriptions = [line({ seats: 40 }), line({ seats: 60, startDate: addDays(asOf, 1) })];
    expect(see("seat_utilisation", { ...used([], { users30: 30 }), subscriptions })).toEqual(value(0.75)); // 30 / 40
    expect(see("seat_utilisation", { ...used([], { users30: null }), subscriptions })).toEqual(
      nothing("usage does not name users"),
    );
    expect(see("seat_utilisation", {})).toEqual(nothing("no subscription with seats is active"));
  });
});

describe("support", () => {
  test("tickets_per_100_seats_90", () => {
    const tickets = [
      ticket({ createdOn: asOf }),
      ticket({ createdOn: daysAgo(89) }),
      ticket({ createdOn: daysAgo(90) }),
    ];
    // 2 tickets, 40 seats: 100 x 2 / 40
    expect(see("tickets_per_100_seats_90", { tickets, subscriptions: [line({ seats: 40 })] })).toEqual(value(5));
    expect(see("tickets_per_100_seats_90", { subscriptions: [line()] })).toEqual(value(0));
    expect(see("tickets_per_100_seats_90", { tickets })).toEqual(nothing("no subscription with seats is active"));
  });

  test("open_p0_tickets", () => {
    const tickets = [
      ticket({ priority: "P0" }),
      ticket({ priority: "P0", solvedOn: asOf }),
      ticket({ priority: "P0", solvedOn: addDays(asOf, 1) }),
      ticket({ priority: "P1" }),
      ticket({ priority: null }),
      ticket({ priority: "P0", createdOn: addDays(asOf, 1) }),
    ];
    // The first, and the third, which was still open on the day.
    expect(see("open_p0_tickets", { tickets })).toEqual(value(2));
  });

  test("escalated_share_180", () => {
    const tickets = [
      ticket({ createdOn: daysAgo(179), escalated: true }),
      ticket({ createdOn: daysAgo(4) }),
      ticket({ createdOn: daysAgo(30) }),
      ticket({ createdOn: daysAgo(31) }),
      ticket({ createdOn: daysAgo(180), escalated: true }),
    ];
    expect(see("escalated_share_180", { tickets })).toEqual(value(0.25, daysAgo(4))); // 1 of 4
    expect(see("escalated_share_180", {})).toEqual(nothing("no ticket was created in 180 days"));
  });

  test("first_reply_minutes_median_180", () => {
    const minutes = [30, 90, 10, null, 500];
    const tickets = minutes.map((firstReplyMinutes, index) =>
      ticket({ createdOn: daysAgo(index + 1), firstReplyMinutes }),
    );
    // 10 30 90 500: (30 + 90) / 2
    expect(see("first_reply_minutes_median_180", { tickets })).toEqual(value(60, daysAgo(1)));
    expect(see("first_reply_minutes_median_180", { tickets: [ticket()] })).toEqual(
      nothing("no ticket of the last 180 days has a first reply"),
    );
  });
});

describe("feedback", () => {
  const surveys = [
    { kind: "csat" as const, score: 5, respondedOn: daysAgo(364) },
    { kind: "csat" as const, score: 4, respondedOn: daysAgo(20) },
    { kind: "csat" as const, score: 3, respondedOn: daysAgo(50) },
    { kind: "csat" as const, score: 1, respondedOn: daysAgo(365) },
    { kind: "nps" as const, score: 9, respondedOn: daysAgo(100) },
    { kind: "nps" as const, score: 4, respondedOn: daysAgo(200) },
    { kind: "ces" as const, score: 7, respondedOn: daysAgo(1) },
  ];

  test("csat_share_365", () => {
    expect(see("csat_share_365", { surveys })).toEqual(value(2 / 3, daysAgo(20))); // 5 and 4, not 3
    expect(see("csat_share_365", {})).toEqual(nothing("no CSAT answer in 365 days"));
  });

  test("nps_mean_365", () => {
    expect(see("nps_mean_365", { surveys })).toEqual(value(6.5, daysAgo(100))); // (9 + 4) / 2
    expect(see("nps_mean_365", {})).toEqual(nothing("no recommendation answer in 365 days"));
  });
});

describe("payment and renewal", () => {
  test("invoice_overdue_days", () => {
    const invoices = [
      { dueOn: daysAgo(61), paidOn: null },
      { dueOn: daysAgo(90), paidOn: daysAgo(1) },
      { dueOn: daysAgo(70), paidOn: addDays(asOf, 3) },
      { dueOn: addDays(asOf, 9), paidOn: null },
    ];
    // The third was not paid yet on the day.
    expect(see("invoice_overdue_days", { invoices })).toEqual(value(70));
    expect(see("invoice_overdue_days", { invoices: [{ dueOn: asOf, paidOn: null }] })).toEqual(value(0));
    expect(see("invoice_overdue_days", {})).toEqual(value(0));
  });

  test("arr_change_365", () => {
    // 365 days before 2024-12-31 is 2024-01-01. Then 1000 + 600; now 1000 + 200: 1200 / 1600 - 1
    const subscriptions = [
      line(),
      line({ arr: 600, startDate: "2024-01-01", endDate: "2024-06-01" }),
      line({ arr: 200, startDate: "2024-01-02" }),
    ];
    expect(see("arr_change_365", { subscriptions })).toEqual(value(-0.25));
    expect(see("arr_change_365", { subscriptions: [line({ endDate: asOf })] })).toEqual(value(-1));
    expect(see("arr_change_365", { subscriptions: [line({ startDate: "2024-01-02" })] })).toEqual(
      nothing("there was no ARR on 2024-01-01"),
    );
    expect(see("arr_change_365", { subscriptions: [line(), line({ currency: "USD" })] })).toEqual(
      nothing("the subscriptions have several currencies"),
    );
  });

  test("auto_renew_share", () => {
    const subscriptions = [
      line({ arr: 300, autoRenew: true }),
      line({ arr: 100, autoRenew: false }),
      line({ arr: 5000 }),
      line({ arr: 9000, autoRenew: true, endDate: "2024-05-01" }),
    ];
    expect(see("auto_renew_share", { subscriptions })).toEqual(value(0.75)); // 300 / (300 + 100)
    expect(see("auto_renew_share", { subscriptions: [line()] })).toEqual(
      nothing("no active subscription says whether it renews automatically"),
    );
    expect(see("auto_renew_share", { subscriptions: [line({ arr: 0, autoRenew: true })] })).toEqual(
      nothing("the active subscriptions have no ARR"),
    );
  });

  test("days_to_opt_out", () => {
    const contract = { startDate: "2024-01-01", endDate: "2025-03-31", noticeDays: 60, autoRenew: true };
    // 2025-03-31 - 60 days = 2025-01-30 (31 days of March, 28 of February, 1 of January): 30 days after 2024-12-31.
    const later = { ...contract, endDate: "2025-12-31" };
    expect(see("days_to_opt_out", { contracts: [later, contract] })).toEqual(value(30));
    expect(see("days_to_opt_out", { contracts: [{ ...contract, noticeDays: 100 }] })).toEqual(value(-10));
    const unknown = nothing("no active contract has both a renewal date and notice days");
    expect(see("days_to_opt_out", { contracts: [{ ...contract, noticeDays: null }] })).toEqual(unknown);
    expect(see("days_to_opt_out", { contracts: [{ ...contract, endDate: asOf }] })).toEqual(unknown);
  });

  test("churn_notice_served", () => {
    const event = { noticeDate: asOf, decisionDate: null, effectiveDate: addDays(asOf, 30), type: "full" as const };
    const served = (more: object) => see("churn_notice_served", { churnEvents: [{ ...event, ...more }] }).value;
    expect(see("churn_notice_served", { churnEvents: [event] })).toEqual(value(1));
    expect(served({ type: null, effectiveDate: null })).toBe(1);
    expect(served({ type: "non_renewal", noticeDate: null, decisionDate: daysAgo(9) })).toBe(1);
    expect(served({ noticeDate: addDays(asOf, 1), decisionDate: daysAgo(9) })).toBe(0); // decided, but not yet said
    expect(served({ effectiveDate: asOf })).toBe(0); // has left
    expect(served({ noticeDate: null })).toBe(0);
    for (const type of ["downgrade", "seat_reduction", "involuntary"]) expect(served({ type })).toBe(0);
    expect(see("churn_notice_served", {})).toEqual(value(0));
  });
});

describe("people and time", () => {
  test("champion_gone_days", () => {
    const champion = (departedOn: string | null) => ({ roles: ["user" as const, "champion" as const], departedOn });
    const gone = (...days: (string | null)[]) => see("champion_gone_days", { contacts: days.map(champion) });
    expect(gone(daysAgo(80), daysAgo(45))).toEqual(value(45));
    expect(gone(daysAgo(80), null)).toEqual(value(0));
    expect(gone(addDays(asOf, 5))).toEqual(value(0));
    expect(gone()).toEqual(nothing("no champion was ever known"));
    expect(see("champion_gone_days", { contacts: [{ roles: ["admin"], departedOn: null }] })).toEqual(
      nothing("no champion was ever known"),
    );
  });

  test("tenure_days", () => {
    expect(see("tenure_days", { customerSince: "2024-12-01", subscriptions: [line()] })).toEqual(value(30));
    // 2023-01-01 is before the contract; 365 + 365 days to 2024-12-31, because 2024 has a 29 February.
    const contracts = [{ startDate: "2023-02-01", endDate: null, noticeDays: null, autoRenew: null }];
    expect(see("tenure_days", { contracts, subscriptions: [line()], coverage: {} })).toEqual(value(730));
    expect(see("tenure_days", {})).toEqual(nothing("no day is known on which the account became a customer"));
    expect(see("tenure_days", { customerSince: "2025-01-01" })).toEqual(nothing("the account was not a customer yet"));
  });
});
