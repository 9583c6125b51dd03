import { addDays } from "@cs/models";
import { describe, expect, test } from "vitest";
import { asOf, daysAgo, line, nothing, see, use, used, value } from "../../test/account-facts.ts";

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
    expect(see("events_per_seat_28", { ...used([use(40, 8)]), subscriptions })).toEqual(value(0));
    expect(see("events_per_seat_28", { subscriptions })).toEqual(nothing("no use was ever recorded"));
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
    expect(see("features_used_90", used([use(100, 1)]))).toEqual(value(0));
    expect(see("features_used_90", {})).toEqual(nothing("no use was ever recorded"));
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
