import { addDays, seededNumbers } from "@cs/models";
import { describe, expect, test } from "vitest";
import { forecast } from "./forecast.ts";

const start = "2024-01-01";
const every = (days: number, scores: readonly number[]) =>
  scores.map((score, index) => ({ day: addDays(start, days * index), score }));

describe("forecast", () => {
  test("a line without residuals goes on, and stops at 100", () => {
    const points = every(1, [50, 51, 52, 53, 54, 55, 56, 57]);
    const near = forecast(points, 10);
    expect(near).toMatchObject({ day: "2024-01-18", reason: null, level: 0.8 });
    expect(near.value).toBeCloseTo(67, 9);
    expect(near.interval?.low).toBeCloseTo(67, 6);
    expect(near.interval?.high).toBeCloseTo(67, 6);
    expect(forecast(points, 100)).toMatchObject({ value: 100, interval: { high: 100 } });
  });

  test("the interval by hand", () => {
    // The same backwards, so slopes come in pairs of both signs: slope 0, intercept 50, residuals +-1, s^2 = 8 / 6.
    const points = every(1, [51, 49, 49, 51, 51, 49, 49, 51]);
    // Day 17: Sxx = 42, 1 + 1/8 + 13.5^2 / 42 = 5.464286, standard error 2.699206, t(6) 1.439756: 3.8862
    const { value, interval } = forecast(points, 10);
    expect(value).toBe(50);
    expect(interval?.low).toBeCloseTo(50 - 3.8862, 2);
    expect(interval?.high).toBeCloseTo(50 + 3.8862, 2);
    // Day 8: 1 + 1/8 + 4.5^2 / 42 = 1.607143, standard error 1.463850: 2.1076
    expect(forecast(points, 1).interval?.high).toBeCloseTo(50 + 2.1076, 2);
  });

  test("refuses with a reason, and says what it cannot take", () => {
    expect(forecast(every(1, [50, 51, 52]), 10)).toEqual({
      day: null,
      value: null,
      reason: "3 days have a score, 8 are needed",
      interval: null,
      level: 0.8,
    });
    for (const horizon of [0, 1.5, 4000, Number.NaN]) {
      expect(() => forecast([], horizon)).toThrow(expect.objectContaining({ field: "horizonDays" }));
    }
    expect(() => forecast([], 5, { level: 0.99 })).toThrow(expect.objectContaining({ field: "level" }));
  });

  test("80 % intervals hold 80 % of new scores, give or take 2.5 %", () => {
    const normal = normalNumbers(20_240_630);
    const runs = 4000;
    for (const [count, horizon] of [
      [8, 14],
      [26, 30],
      [26, 90],
    ] as const) {
      let held = 0;
      const truth = (day: number) => 50 + 0.02 * day;
      const weeks = every(
        7,
        Array.from({ length: count }, (_, index) => truth(7 * index)),
      );
      for (let run = 0; run < runs; run++) {
        const points = weeks.map(({ day, score }) => ({ day, score: score + 3 * normal() }));
        const { interval } = forecast(points, horizon);
        const next = truth(7 * (count - 1) + horizon) + 3 * normal();
        if (interval && next >= interval.low && next <= interval.high) held += 1;
      }
      // The standard error of the share is sqrt(.8 x .2 / 4000) = .0063.
      expect(Math.abs(held / runs - 0.8)).toBeLessThan(0.025);
    }
  });
});

/** Standard normal numbers by Box and Muller: the same on every run. */
function normalNumbers(seed: number): () => number {
  const uniform = seededNumbers(seed);
  return () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
}
