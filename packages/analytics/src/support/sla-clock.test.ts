import { describe, expect, it, test } from "vitest";
import { businessHours } from "./business-hours.ts";
import { readSlaClock, type SlaClockEvent } from "./sla-clock.ts";
import { defaultBusinessCalendar, defaultSlaPolicy } from "./sla-policy.ts";

const hours = businessHours(defaultBusinessCalendar("UTC"));
const read = (events: readonly SlaClockEvent[], now: string) => readSlaClock(events, { hours, now, atRiskShare: 0.8 });

const at = (at: string, type: "activate" | "pause" | "fulfil"): SlaClockEvent => ({ at, type });
const target = (at: string, targetMinutes: number | null): SlaClockEvent => ({ at, type: "apply", targetMinutes });

/** Of a ticket of Friday 16:30 with a target of an hour. */
const friday = "2024-06-28T16:30:00.000Z";
const opened = [target(friday, 60), at(friday, "activate")];

describe("a clock with a target of an hour, from Friday 16:30 on", () => {
  test.each([
    ["2024-06-28T16:30:00Z", "active", 0],
    ["2024-06-30T12:00:00Z", "active", 30],
    ["2024-07-01T09:18:00Z", "at_risk", 48],
    ["2024-07-01T09:30:00Z", "at_risk", 60],
  ])("is due on Monday at 9:30; at %s it is %s after %i minutes", (now, state, elapsedMinutes) => {
    expect(read(opened, now)).toEqual({
      ...{ state, elapsedMinutes, targetMinutes: 60 },
      ...{ dueAt: "2024-07-01T09:30:00.000Z", fulfilledAt: null },
    });
  });

  it("is breached a minute later, since Monday 9:30", () => {
    const breached = { state: "breached", elapsedMinutes: 61, dueAt: "2024-07-01T09:30:00.000Z" };
    expect(read(opened, "2024-07-01T09:31:00Z")).toMatchObject(breached);
  });

  it("stops when it is fulfilled, for good", () => {
    const events = [...opened, at("2024-07-01T09:10:00Z", "fulfil"), at("2024-07-01T12:00:00Z", "fulfil")];
    expect(read(events, "2024-07-09T12:00:00Z")).toEqual({
      ...{ state: "met", elapsedMinutes: 40, targetMinutes: 60, dueAt: null },
      fulfilledAt: "2024-07-01T09:10:00Z",
    });
  });

  it("stays breached when it is fulfilled too late", () => {
    const late = [...opened, at("2024-07-01T10:00:00Z", "fulfil")];
    expect(read(late, "2024-07-09T12:00:00Z")).toMatchObject({ state: "breached", elapsedMinutes: 90 });
  });

  it("does not count while it is paused, and goes on from there", () => {
    const paused = [...opened, at("2024-06-28T16:50:00Z", "pause")];
    expect(read(paused, "2024-07-05T12:00:00Z")).toMatchObject({ state: "paused", elapsedMinutes: 20, dueAt: null });
    const resumed = [...paused, at("2024-07-01T11:00:00Z", "activate")];
    expect(read(resumed, "2024-07-01T11:10:00Z")).toMatchObject({
      ...{ state: "active", elapsedMinutes: 30, dueAt: "2024-07-01T11:40:00.000Z" },
    });
  });

  it("goes on when what was solved is reopened: the time between does not count", () => {
    const events = [...opened, at("2024-06-28T16:40:00Z", "fulfil"), at("2024-07-02T09:00:00Z", "activate")];
    expect(read(events, "2024-07-02T09:05:00Z")).toMatchObject({
      state: "active",
      elapsedMinutes: 15,
      fulfilledAt: null,
    });
  });

  it("has another target once that is applied, also for the time before", () => {
    const relaxed = [...opened, target("2024-07-01T10:00:00Z", 480)];
    expect(read(relaxed, "2024-07-01T09:45:00Z").state).toBe("breached");
    expect(read(relaxed, "2024-07-01T10:00:00Z")).toMatchObject({
      ...{ state: "active", elapsedMinutes: 90, targetMinutes: 480, dueAt: "2024-07-01T16:30:00.000Z" },
    });
    const tightened = [target(friday, 480), at(friday, "activate"), target("2024-07-01T10:00:00Z", 60)];
    expect(read(tightened, "2024-07-01T10:00:00Z")).toMatchObject({
      ...{ state: "breached", dueAt: "2024-07-01T09:30:00.000Z" },
    });
  });

  it("follows the instants of its events and not their order", () => {
    const events = [at("2024-06-28T16:50:00Z", "pause"), ...opened];
    expect(read(events, "2024-07-01T12:00:00Z")).toMatchObject({ state: "paused", elapsedMinutes: 20 });
  });
});

describe("a clock does not apply", () => {
  it("without a target, and before it runs", () => {
    const none = { state: "not_applicable", dueAt: null };
    expect(read([target(friday, null), at(friday, "activate")], "2024-07-01T12:00:00Z")).toMatchObject(none);
    expect(read([target(friday, 60)], "2024-07-01T12:00:00Z")).toMatchObject({ ...none, elapsedMinutes: null });
    expect(read(opened, "2024-06-28T16:00:00Z")).toMatchObject({ ...none, targetMinutes: null });
  });
});

it("the default policy promises more for what is more urgent", () => {
  const { P0, P1, P2, P3, P4 } = defaultSlaPolicy.targets;
  const minutes = [P0, P1, P2, P3].flatMap(({ firstReply, resolution }) => [firstReply ?? 0, resolution ?? 0]);
  expect(minutes).toEqual([60, 480, 240, 960, 480, 2400, 960, 4800]);
  expect(P4).toEqual({ firstReply: null, resolution: null });
});
