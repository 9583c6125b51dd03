import { addDays } from "@cs/models";
import { describe, expect, test } from "vitest";
import { asOf, daysAgo, line, nothing, see, ticket, value } from "../../test/account-facts.ts";

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
