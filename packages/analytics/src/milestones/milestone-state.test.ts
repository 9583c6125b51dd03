import { addDays, type Milestone } from "@cs/models";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type MilestoneQuestion, milestoneState } from "./milestone-state.ts";

const milestone: Milestone = {
  id: "first_report",
  name: "First report",
  kind: "first_use",
  feature: "reports",
  count: null,
  days: null,
  targetDays: 30,
};
const early: Milestone = { ...milestone, kind: "events", feature: null, count: 5, days: 14, targetDays: null };

/** A customer since 2024-03-01, so due on 2024-03-31, with usage that is known all the time. */
const question = (part: Partial<MilestoneQuestion> = {}): MilestoneQuestion => ({
  milestone,
  customerSince: "2024-03-01",
  achievedOn: null,
  asOf: "2024-04-30",
  coverage: { from: "2024-01-01", to: part.asOf ?? "2024-04-30" },
  gap: null,
  ...part,
});
const statusOf = (part: Partial<MilestoneQuestion>) => milestoneState(question(part)).status;

describe("a milestone that was reached", () => {
  test.each([
    ["2024-03-31", 30, true],
    ["2024-04-01", 31, false],
    ["2024-03-01", 0, true],
    ["2024-02-01", 0, true],
  ])("on %s took %i days; in time: %s", (achievedOn, days, inTime) => {
    expect(milestoneState(question({ achievedOn }))).toEqual({
      status: "achieved",
      achievedOn,
      days,
      dueOn: "2024-03-31",
      inTime,
      mayBeEarlier: false,
      reason: null,
    });
  });

  test("may have been reached before where usage is not known from the first day on, and is then never called late", () => {
    const coverage = { from: "2024-03-02", to: "2024-04-30" };
    const state = { status: "achieved", mayBeEarlier: true };
    expect(milestoneState(question({ achievedOn: "2024-04-01", coverage }))).toMatchObject({ ...state, inTime: null });
    expect(milestoneState(question({ achievedOn: "2024-03-31", coverage }))).toMatchObject({ ...state, inTime: true });
    const unknownStart = { days: null, dueOn: null, inTime: null };
    const found = milestoneState(question({ achievedOn: "2024-04-01", customerSince: null }));
    expect(found).toMatchObject({ ...state, ...unknownStart });
  });
});

describe("a milestone that was not reached", () => {
  test("is pending up to the day on which it is due, and overdue from the next", () => {
    expect(statusOf({ asOf: "2024-03-31" })).toBe("pending");
    expect(statusOf({ asOf: "2024-04-01" })).toBe("overdue");
    expect(statusOf({ milestone: { ...milestone, targetDays: null } })).toBe("pending");
  });

  test("is missed once the days in which it could be reached are over", () => {
    // Fourteen days: 2024-03-01 to 2024-03-14.
    expect(statusOf({ milestone: early, asOf: "2024-03-14" })).toBe("pending");
    expect(statusOf({ milestone: early, asOf: "2024-03-15" })).toBe("missed");
    expect(statusOf({ milestone: { ...early, targetDays: 7 }, asOf: "2024-03-09" })).toBe("overdue");
    expect(statusOf({ milestone: { ...early, targetDays: 7 }, asOf: "2024-03-15" })).toBe("missed");
  });

  test.each([
    ["usage data ends 2024-03-01", { gap: "usage data ends 2024-03-01" }],
    ["no usage events are connected", { coverage: null }],
    ["the day of becoming a customer is not known", { customerSince: null }],
    [
      "usage data starts 2024-03-02, after it became a customer",
      { coverage: { from: "2024-03-02", to: "2024-04-30" } },
    ],
    ["usage data ends 2024-03-30", { asOf: "2024-04-01", coverage: { from: "2024-01-01", to: "2024-03-30" } }],
  ])("is unknown, because %s", (reason, part) => {
    expect(milestoneState(question(part))).toMatchObject({ status: "unknown", reason, mayBeEarlier: false });
  });

  test("is told by the last day that usage covers, also when the feed ends a little before today", () => {
    const coverage = { from: "2024-01-01", to: "2024-03-31" };
    expect(statusOf({ asOf: "2024-04-02", coverage })).toBe("overdue");
  });
});

test("whoever has not reached a milestone has one status on each day, and never goes back from overdue or missed", () => {
  const order = ["pending", "overdue", "missed"];
  fc.assert(
    fc.property(fc.option(fc.nat(60)), fc.option(fc.integer({ min: 1, max: 60 })), (targetDays, days) => {
      const asked = { ...early, targetDays, days };
      const ranks = Array.from({ length: 70 }, (_, day) =>
        order.indexOf(statusOf({ milestone: asked, asOf: addDays("2024-03-01", day) })),
      );
      expect(ranks).not.toContain(-1);
      expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
    }),
  );
});
