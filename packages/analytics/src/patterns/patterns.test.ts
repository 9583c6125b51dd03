import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { median } from "../median.ts";
import { modifiedZ } from "./modified-z.ts";
import { timeProfile } from "./time-profile.ts";
import { weekOutliers } from "./week-outliers.ts";

describe("modified z-scores", () => {
  it("single out what a mean would hide", () => {
    // Median 2.45, median deviation 0.15: 0.6745 x 5.75 / 0.15 = 25.86 for 8.2, 0.6745 x 5.85 / 0.15 = 26.31 for 8.3.
    const scores = modifiedZ([2.1, 2.6, 2.4, 2.5, 2.3, 2.1, 2.3, 2.6, 8.2, 8.3])?.map((z) => Number(z.toFixed(2)));
    expect(scores).toEqual([-1.57, 0.67, -0.22, 0.22, -0.67, -1.57, -0.67, 0.67, 25.86, 26.31]);
  });

  it("are not defined for nothing, nor where most values are the same", () => {
    expect(modifiedZ([])).toBeNull();
    expect(modifiedZ([5, 5, 5, 9])).toBeNull();
  });

  it("do not depend on the unit or the origin", () => {
    const values = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 3, maxLength: 30 });
    fc.assert(
      fc.property(
        values,
        fc.integer({ min: 1, max: 100 }),
        fc.integer({ min: -100, max: 100 }),
        (given, unit, origin) => {
          const scores = modifiedZ(given);
          const moved = modifiedZ(given.map((value) => value * unit + origin));
          expect(moved === null).toBe(scores === null);
          for (const [index, z] of (scores ?? []).entries()) expect(moved?.[index]).toBeCloseTo(z, 6);
        },
      ),
    );
  });
});

describe("the median", () => {
  it("has as many values below as above", () => {
    fc.assert(
      fc.property(fc.array(fc.integer(), { minLength: 1 }), (values) => {
        const middle = median(values) ?? Number.NaN;
        const [below, above] = [values.filter((value) => value < middle), values.filter((value) => value > middle)];
        expect(Math.max(below.length, above.length)).toBeLessThanOrEqual(values.length / 2);
      }),
    );
    expect(median([])).toBeNull();
    expect(median([1, 10, 2, 3])).toBe(2.5);
  });
});

describe("unusual weeks", () => {
  const weeks = (events: number[]) =>
    events.map((count, index) => ({ start: `2024-0${1 + Math.floor(index / 4)}-0${1 + (index % 4)}`, events: count }));

  it("are surges or drops far from the usual week", () => {
    // Median 100.5, deviations 0.5 four times, 1.5 three times, 2.5, 59.5 and 90.5, their median 1.5:
    // z = 0.6745 x 59.5 / 1.5 = 26.76 and 0.6745 x -90.5 / 1.5 = -40.69.
    const { weeks: found } = weekOutliers(weeks([98, 102, 101, 99, 100, 100, 101, 102, 160, 10]));
    expect(found?.map(({ kind, events, z }) => [kind, events, Number(z.toFixed(2))])).toEqual([
      ["surge", 160, 26.76],
      ["drop", 10, -40.69],
    ]);
  });

  it("need enough weeks, and weeks that differ", () => {
    expect(weekOutliers(weeks([1, 2, 3]))).toEqual({ weeks: null, reason: "3 whole weeks are known, 8 are needed" });
    expect(weekOutliers(weeks([7, 7, 7, 7, 7, 7, 7, 90])).weeks).toBeNull();
  });
});

describe("a profile", () => {
  it("shares out the events by weekday and hour", () => {
    const profile = timeProfile([
      { weekday: 1, hour: 9, events: 6 },
      { weekday: 1, hour: 10, events: 2 },
      { weekday: 7, hour: 9, events: 2 },
    ]);
    expect(profile.weekdays).toEqual([0.8, 0, 0, 0, 0, 0, 0.2]);
    expect(profile.hours?.[9]).toBe(0.8);
    expect(profile.weekendShare).toEqual({ value: 0.2, reason: null });
    expect(profile.reason).toBeNull();
  });

  it("has no hours where a source records days, and nothing without events", () => {
    expect(timeProfile([{ weekday: 2, hour: 0, events: 9 }])).toMatchObject({
      hours: null,
      weekendShare: { value: 0 },
    });
    expect(timeProfile([])).toMatchObject({ weekdays: null, hours: null, reason: "there are no events in the window" });
  });
});
