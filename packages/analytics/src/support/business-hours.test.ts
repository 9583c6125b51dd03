import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import type { BusinessCalendar } from "./business-calendar.ts";
import { businessHours } from "./business-hours.ts";

const nineToFive = [{ from: 540, to: 1020 }];
const calendar = (part: Partial<BusinessCalendar> = {}): BusinessCalendar => ({
  id: "test/1",
  timeZone: "UTC",
  week: [nineToFive, nineToFive, nineToFive, nineToFive, nineToFive, [], []],
  holidays: [],
  ...part,
});
const always = (timeZone: string) =>
  calendar({ timeZone, week: Array.from({ length: 7 }, () => [{ from: 0, to: 1440 }]) });
const due = (from: string, minutes: number, part?: Partial<BusinessCalendar>) =>
  businessHours(calendar(part)).addMinutes(from, minutes);
const between = (from: string, to: string, part?: Partial<BusinessCalendar>) =>
  businessHours(calendar(part)).minutesBetween(from, to);

describe("minutes of work", () => {
  it("of an hour from Friday 16:30 end on Monday at 9:30", () => {
    expect(due("2024-06-28T16:30:00Z", 60)).toBe("2024-07-01T09:30:00.000Z");
    expect(between("2024-06-28T16:30:00Z", "2024-07-01T09:30:00Z")).toBe(60);
  });

  test.each([
    ["2024-06-29T12:00:00Z", 1, "2024-07-01T09:01:00.000Z"],
    ["2024-06-28T16:00:00Z", 60, "2024-06-28T17:00:00.000Z"],
    ["2024-06-24T09:00:00Z", 5 * 480, "2024-06-28T17:00:00.000Z"],
    ["2024-06-29T12:00:00Z", 0, "2024-06-29T12:00:00Z"],
  ])("from %s on, %i of them, end at %s", (from, minutes, end) => {
    expect(due(from, minutes)).toBe(end);
  });

  it("pause between the shifts of a day", () => {
    const split = [
      { from: 480, to: 720 },
      { from: 780, to: 1020 },
    ];
    const week = [split, split, split, split, split, [], []];
    // Wednesday: 8 to 12 and 13 to 17.
    expect(due("2024-06-26T11:30:00Z", 60, { week })).toBe("2024-06-26T13:30:00.000Z");
    expect(between("2024-06-26T11:30:00Z", "2024-06-26T12:45:00Z", { week })).toBe(30);
    expect(between("2024-06-26T00:00:00Z", "2024-06-27T00:00:00Z", { week })).toBe(480);
  });

  it("do not pass on a holiday", () => {
    expect(due("2024-06-28T16:30:00Z", 60, { holidays: ["2024-07-01"] })).toBe("2024-07-02T09:30:00.000Z");
  });

  it("are read from the clock of the zone", () => {
    // 16:30 in New York is 20:30 UTC in summer; 9:30 on Monday is 13:30 UTC.
    expect(due("2024-06-28T20:30:00Z", 60, { timeZone: "America/New_York" })).toBe("2024-07-01T13:30:00.000Z");
  });

  it("are 23 and 25 hours on the days when the clock of Berlin is changed", () => {
    const { week, timeZone } = always("Europe/Berlin");
    expect(between("2024-03-30T23:00:00Z", "2024-03-31T22:00:00Z", { week, timeZone })).toBe(23 * 60);
    expect(between("2024-10-26T22:00:00Z", "2024-10-27T23:00:00Z", { week, timeZone })).toBe(25 * 60);
  });

  it("begin by the changed clock on the Monday after", () => {
    const timeZone = "Europe/Berlin";
    // Winter time is UTC+1, summer time UTC+2 from 2024-03-31 on.
    expect(due("2024-03-29T15:30:00Z", 60, { timeZone })).toBe("2024-04-01T07:30:00.000Z");
    expect(due("2024-10-25T14:30:00Z", 60, { timeZone })).toBe("2024-10-28T08:30:00.000Z");
  });

  it("of a shift in the hour that the clock skips or repeats are real ones", () => {
    const timeZone = "Europe/Berlin";
    const week = Array.from({ length: 7 }, () => [{ from: 90, to: 210 }]);
    // 1:30 to 3:30: one hour where 2 to 3 is skipped, three where it comes twice.
    expect(between("2024-03-31T00:00:00Z", "2024-03-31T12:00:00Z", { week, timeZone })).toBe(60);
    expect(between("2024-10-26T22:00:00Z", "2024-10-27T12:00:00Z", { week, timeZone })).toBe(180);
    const inGap = Array.from({ length: 7 }, () => [{ from: 130, to: 150 }]);
    expect(between("2024-03-31T00:00:00Z", "2024-03-31T12:00:00Z", { week: inGap, timeZone })).toBe(0);
  });
});

describe("a calendar that is none", () => {
  test.each([
    ["has no shift", { week: [[], [], [], [], [], [], []] }],
    ["has six days", { week: [nineToFive, [], [], [], [], []] }],
    ["has shifts that overlap", { week: [[...nineToFive, { from: 1000, to: 1100 }], [], [], [], [], [], []] }],
    ["has a shift that ends before it begins", { week: [[{ from: 600, to: 540 }], [], [], [], [], [], []] }],
    ["has a shift beyond its day", { week: [[{ from: 600, to: 1500 }], [], [], [], [], [], []] }],
    ["has a zone that does not exist", { timeZone: "Europe/Atlantis" }],
  ])("is refused: %s", (_, part) => {
    expect(() => businessHours(calendar(part))).toThrow(RangeError);
  });
});

const zones = ["UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/St_Johns", "Pacific/Apia"];
const shifts = fc
  .uniqueArray(fc.integer({ min: 0, max: 96 }), { minLength: 2, maxLength: 6 })
  .map((marks) => marks.toSorted((left, right) => left - right).map((mark) => mark * 15))
  .map((marks) =>
    Array.from({ length: Math.floor(marks.length / 2) }, (_, index) => ({
      from: marks[2 * index] ?? 0,
      to: marks[2 * index + 1] ?? 1440,
    })),
  );
const calendars = fc.record({
  id: fc.constant("random/1"),
  timeZone: fc.constantFrom(...zones),
  week: fc
    .tuple(shifts, fc.array(fc.oneof(fc.constant([]), shifts), { minLength: 6, maxLength: 6 }))
    .map(([first, others]) => [first, ...others]),
  holidays: fc.array(
    fc.integer({ min: 0, max: 365 }).map((day) => new Date(Date.UTC(2024, 0, 1 + day)).toISOString().slice(0, 10)),
    { maxLength: 5 },
  ),
});
const instants = fc
  .integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2024, 11, 1) })
  .map((time) => new Date(time).toISOString());
const later = (from: string, seconds: number) => new Date(Date.parse(from) + seconds * 1000).toISOString();
const seconds = fc.integer({ min: 0, max: 40 * 86_400 });

describe("by any calendar", () => {
  it("what was added is what is measured", () => {
    fc.assert(
      fc.property(calendars, instants, fc.integer({ min: 1, max: 5000 }), (random, from, minutes) => {
        const hours = businessHours(random);
        expect(hours.minutesBetween(from, hours.addMinutes(from, minutes))).toBeCloseTo(minutes, 6);
      }),
      { numRuns: 60 },
    );
  });

  it("more minutes and later beginnings never end earlier", () => {
    fc.assert(
      fc.property(calendars, instants, seconds, fc.nat(3000), fc.nat(3000), (random, from, wait, minutes, more) => {
        const hours = businessHours(random);
        const end = Date.parse(hours.addMinutes(from, minutes));
        expect(Date.parse(hours.addMinutes(from, minutes + more))).toBeGreaterThanOrEqual(end);
        expect(Date.parse(hours.addMinutes(later(from, wait), minutes))).toBeGreaterThanOrEqual(end);
      }),
      { numRuns: 60 },
    );
  });

  it("the minutes of two parts are those of the whole, and never more than the time that passes", () => {
    fc.assert(
      fc.property(calendars, instants, seconds, seconds, (random, from, first, second) => {
        const hours = businessHours(random);
        const [middle, end] = [later(from, first), later(from, first + second)];
        const whole = hours.minutesBetween(from, end);
        expect(hours.minutesBetween(from, middle) + hours.minutesBetween(middle, end)).toBeCloseTo(whole, 6);
        expect(whole).toBeLessThanOrEqual((first + second) / 60 + 1e-9);
      }),
      { numRuns: 60 },
    );
  });

  it("that never closes, minutes of work are those that pass", () => {
    fc.assert(
      fc.property(fc.constantFrom(...zones), instants, seconds, (zone, from, wait) => {
        const passed = businessHours(always(zone)).minutesBetween(from, later(from, wait));
        expect(passed).toBeCloseTo(wait / 60, 6);
      }),
      { numRuns: 60 },
    );
  });
});
