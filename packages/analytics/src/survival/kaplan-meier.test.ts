import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { kaplanMeier, timeByWhich } from "./kaplan-meier.ts";

const one = (time: number, happened: boolean) => ({ time, happened, subjects: 1 });

describe("Kaplan-Meier", () => {
  // Weeks in remission of 21 patients on 6-mercaptopurine, a plus marks the censored: Freireich et al., Blood 21 (1963).
  const weeks = "6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+".split(" ");
  const remissions = weeks.map((text) => one(Number.parseInt(text, 10), !text.endsWith("+")));

  it("gives the published curve and median", () => {
    const steps = kaplanMeier(remissions).map(({ time, surviving }) => [time, Number(surviving.toFixed(3))]);
    expect(steps).toEqual([
      [6, 0.857],
      [7, 0.807],
      [10, 0.753],
      [13, 0.69],
      [16, 0.627],
      [22, 0.538],
      [23, 0.448],
    ]);
    expect(timeByWhich(0.5, kaplanMeier(remissions))).toBe(23);
    expect(timeByWhich(0.9, kaplanMeier(remissions))).toBeNull();
  });

  it("knows nothing of nobody", () => {
    expect(kaplanMeier([])).toEqual([]);
    expect(timeByWhich(0.5, [])).toBeNull();
  });

  it("is the plain share when nobody is censored, in whatever order and grouping", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(20), { minLength: 1, maxLength: 60 }), (times) => {
        const grouped = [...Map.groupBy(times, (time) => time)].map(([time, group]) => {
          return { time, happened: true, subjects: group.length };
        });
        const steps = kaplanMeier(grouped);
        expect(steps).toEqual(kaplanMeier(times.map((time) => one(time, true)).reverse()));
        for (const { time, surviving } of steps) {
          expect(surviving).toBeCloseTo(times.filter((each) => each > time).length / times.length, 9);
        }
      }),
    );
  });
});
