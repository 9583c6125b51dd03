import { addDays } from "@cs/models";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { activeUsers } from "./active-users.ts";
import { nextPeriod, periodStart, periodStarts } from "./period.ts";
import { usagePeriods } from "./usage-periods.ts";
import { userCohorts } from "./user-cohorts.ts";

const day = fc.integer({ min: 0, max: 40_000 }).map((offset) => addDays("1970-01-01", offset));
const grain = fc.constantFrom("day", "week", "month");

describe("periods", () => {
  it("starts weeks on Monday and months on the first", () => {
    // 2024-06-30 was a Sunday, 2024-07-01 a Monday.
    expect(periodStart("2024-06-30", "week")).toBe("2024-06-24");
    expect(periodStart("2024-07-01", "week")).toBe("2024-07-01");
    expect(periodStart("2024-02-29", "month")).toBe("2024-02-01");
    expect(nextPeriod("2024-02-01", "month")).toBe("2024-03-01");
    expect(nextPeriod("2023-12-01", "month")).toBe("2024-01-01");
    expect(periodStarts("2024-01-31", "2024-03-01", "month")).toEqual(["2024-01-01", "2024-02-01", "2024-03-01"]);
  });

  it("puts every day into exactly one period, without gaps", () => {
    fc.assert(
      fc.property(day, grain, (date, by) => {
        const start = periodStart(date, by);
        expect(start <= date && date < nextPeriod(start, by)).toBe(true);
        expect(periodStart(nextPeriod(start, by), by)).toBe(nextPeriod(start, by));
      }),
    );
  });
});

describe("active users", () => {
  const counted = { unknown7: null, unknown30: null };

  it("divides the mean day by the month", () => {
    // 30 users on 10 of 30 days: mean 10 a day, of 40 in the month.
    const dailyUsers = Array.from({ length: 10 }, () => 30);
    const active = activeUsers({ dailyUsers, users7: 20, users30: 40, ...counted });
    expect(active.dau).toEqual({ value: 10, reason: null });
    expect(active.stickiness).toEqual({ value: 0.25, reason: null });
    expect(active.weeklyShare).toEqual({ value: 0.5, reason: null });
  });

  it("does not know the share of nobody, nor anything where the feed is short", () => {
    const nobody = activeUsers({ dailyUsers: [], users7: 0, users30: 0, ...counted });
    expect(nobody.mau).toEqual({ value: 0, reason: null });
    expect(nobody.stickiness).toEqual({ value: null, reason: "nobody used it in 30 days" });
    const young = activeUsers({ dailyUsers: [1], users7: 1, users30: 1, unknown7: null, unknown30: "starts late" });
    expect(young.wau.value).toBe(1);
    for (const reading of [young.dau, young.mau, young.stickiness, young.weeklyShare]) {
      expect(reading).toEqual({ value: null, reason: "starts late" });
    }
  });

  it("keeps stickiness between 0 and 1 whatever people do", () => {
    const month = fc.array(fc.uniqueArray(fc.integer({ min: 0, max: 20 })), { minLength: 30, maxLength: 30 });
    fc.assert(
      fc.property(month, (days) => {
        const dailyUsers = days.map((users) => users.length);
        const users30 = new Set(days.flat()).size;
        const { stickiness } = activeUsers({ dailyUsers, users7: 0, users30, ...counted });
        if (users30 > 0) expect(stickiness.value).toBeGreaterThanOrEqual(1 / 30 - 1e-12);
        expect(stickiness.value ?? 0).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe("periods of use", () => {
  const facts = {
    days: [
      { day: "2024-06-03", events: 5, errors: null, users: 2 },
      { day: "2024-06-09", events: 2, errors: 1, users: 1 },
      { day: "2024-06-10", events: 1, errors: null, users: 1 },
    ],
    periodUsers: [
      { start: "2024-06-03", users: 2 },
      { start: "2024-06-10", users: 1 },
    ],
    namesUsers: true,
  };
  const ask = { from: "2024-05-27", to: "2024-06-19", grain: "week" as const, facts };

  it("sums days, and tells no use from not known", () => {
    expect(usagePeriods({ ...ask, coverage: { from: "2024-06-01", to: "2024-06-16" } })).toEqual([
      { start: "2024-05-27", end: "2024-06-02", known: "part", users: 0, activeDays: 0, events: 0, errors: null },
      { start: "2024-06-03", end: "2024-06-09", known: "all", users: 2, activeDays: 2, events: 7, errors: 1 },
      { start: "2024-06-10", end: "2024-06-16", known: "all", users: 1, activeDays: 1, events: 1, errors: null },
      {
        start: "2024-06-17",
        end: "2024-06-23",
        known: "none",
        users: null,
        activeDays: null,
        events: null,
        errors: null,
      },
    ]);
  });

  it("calls a week that still runs partly known", () => {
    const [last] = usagePeriods({ ...ask, coverage: { from: "2024-01-01", to: "2024-06-19" } }).slice(-1);
    expect(last).toMatchObject({ start: "2024-06-17", known: "part", events: 0, users: 0 });
  });

  it("does not count users where none are named", () => {
    const unnamed = { ...facts, periodUsers: [], namesUsers: false };
    const periods = usagePeriods({ ...ask, facts: unnamed, coverage: { from: "2024-01-01", to: "2024-06-19" } });
    expect(periods.map(({ users }) => users)).toEqual([null, null, null, null]);
    expect(periods[1]?.events).toBe(7);
  });
});

describe("cohorts of users", () => {
  it("follows the users of a month through the months after it", () => {
    const rows = [
      { firstMonth: "2024-03-01", month: "2024-03-01", users: 4 },
      { firstMonth: "2024-03-01", month: "2024-05-01", users: 3 },
      { firstMonth: "2024-02-01", month: "2024-02-01", users: 9 },
    ];
    expect(userCohorts(rows, { to: "2024-05-20", coverage: { from: "2024-02-01", to: "2024-05-20" } })).toEqual([
      { firstMonth: "2024-02-01", users: 9, returned: [0, 0, 0], mayBeOlder: true },
      { firstMonth: "2024-03-01", users: 4, returned: [0, 3], mayBeOlder: false },
    ]);
  });
});
