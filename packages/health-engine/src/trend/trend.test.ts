import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { addDays } from "@cs/models";
import { describe, expect, test } from "vitest";
import { mannKendall } from "./mann-kendall.ts";
import { normalQuantile, studentQuantile, upperTail } from "./normal.ts";
import { theilSen } from "./theil-sen.ts";
import { trend } from "./trend.ts";

const start = "2024-01-01";
const every = (days: number, scores: readonly (number | null)[]) =>
  scores.map((score, index) => ({ day: addDays(start, days * index), score }));

/** S and z as published with the examples of pyMannKendall (Hussain and Mahmud 2019); slopes by SciPy's theilslopes. */
const published = [
  { file: "AirPassengers.csv", points: 144, s: 8327, z: 14.3816, slopePerPoint: 2.451216288 },
  { file: "daily-total-female-births.csv", points: 365, s: 12_336, z: 5.3021, slopePerPoint: 0.019230769 },
  { file: "shampoo.csv", points: 36, s: 440, z: 5.9796, slopePerPoint: 11.509375 },
];
const repository = resolve(import.meta.dirname, "../../../..");
const folder = resolve(repository, process.env["CS_TEST_DATA_DIR"] ?? "../shared/data", "mann-kendall");

describe("published series", () => {
  for (const { file, points, s, z, slopePerPoint } of published) {
    test(file, ({ skip }) => {
      skip(!existsSync(resolve(folder, file)), `the public data set ${file} is not in ${folder}; set CS_TEST_DATA_DIR`);
      const lines = readFileSync(resolve(folder, file), "utf8").trim().split(/\r?\n/).slice(1);
      const result = trend(
        every(
          1,
          lines.map((line) => Number(line.split(",").at(-1))),
        ),
        { slopeFloor: 0 },
      );
      expect(result).toMatchObject({ points, s, direction: "improving" });
      expect(result.z?.toFixed(4)).toBe(z.toFixed(4));
      expect((result.slope ?? 0) / 30).toBeCloseTo(slopePerPoint, 8);
    });
  }
});

describe("the parts by hand", () => {
  test("eight rising values", () => {
    // All 28 pairs rise. Var = 8 x 7 x 21 / 18 = 65.3333, z = 27 / 8.08290 = 3.34038
    const { s, z, p } = mannKendall([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(s).toBe(28);
    expect(z).toBeCloseTo(3.34038, 5);
    expect(p).toBeCloseTo(2 * 0.000418, 5);
  });

  test("ties lower the variance", () => {
    // 28 - 4 pairs rise. Var = (1176 - 4 x 2 x 1 x 9) / 18 = 61.3333, z = 23 / 7.83156 = 2.93683
    const { s, z } = mannKendall([1, 1, 2, 2, 3, 3, 4, 4]);
    expect(s).toBe(24);
    expect(z).toBeCloseTo(2.93683, 4);
    expect(mannKendall([5, 5, 5, 5])).toEqual({ s: 0, z: 0, p: 1 });
  });

  test("the slope is the median over pairs, by days", () => {
    // Slopes 2 / 1, 3 / 3, 1 / 2: median 1. Intercepts 0, 1, 0: median 0.
    expect(theilSen({ days: [0, 1, 3], scores: [0, 2, 3] })).toEqual({ slopePerDay: 1, intercept: 0 });
  });

  test("normal and t agree with SciPy 1.17", () => {
    for (const [z, tail] of tails) expect(upperTail(z) / tail - 1).toBeCloseTo(0, 11);
    expect(upperTail(-1.96)).toBeCloseTo(1 - 0.024997895148220435, 13);
    expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 12);
    for (const [probability, degrees, quantile] of quantiles) {
      expect(Math.abs(studentQuantile(probability, degrees) - quantile)).toBeLessThan(0.002);
    }
  });
});

const tails = [
  [0.5, 0.3085375387259869],
  [1.96, 0.024997895148220435],
  [2.999, 0.0013543365337271057],
  [3.001, 0.0013454728250849653],
  [5.3021, 5.7239050035009384e-8],
  [14.3816, 3.375772406703118e-47],
] as const;
const quantiles = [
  [0.75, 6, 0.7175581964914126],
  [0.9, 6, 1.4397557472651483],
  [0.9, 24, 1.3178359336731498],
  [0.95, 10, 1.8124611228116756],
  [0.975, 6, 2.4469118511449786],
] as const;

describe("trend", () => {
  test("one point a week more", () => {
    const result = trend(every(7, [50, 51, 52, 53, 54, 55, 56, 57]));
    expect(result).toMatchObject({ direction: "improving", points: 8, s: 28, reason: null });
    expect(result.slope).toBeCloseTo(30 / 7, 12);
    expect(trend(every(7, [57, 56, 55, 54, 53, 52, 51, 50])).direction).toBe("declining");
  });

  test("one wild day does not decide", () => {
    const result = trend(every(7, [50, 51, 52, 0, 54, 55, 56, 57]));
    expect(result.slope).toBeCloseTo(30 / 7, 12);
    // Three pairs fall, 25 rise: S 22, z = 21 / 8.08290 = 2.59808
    expect(result).toMatchObject({ s: 22, direction: "improving" });
    expect(result.z).toBeCloseTo(2.59808, 5);
  });

  test("a slope below the floor is stable however significant, and hysteresis keeps what was said", () => {
    // 0.1 a week is .43 in 30 days, .2 is .86: below 1, and .86 above the half of it.
    const rising = (step: number) =>
      every(
        7,
        Array.from({ length: 12 }, (_, index) => 50 + step * index),
      );
    expect(trend(rising(0.2)).p).toBeLessThan(0.001);
    expect(trend(rising(0.2)).direction).toBe("stable");
    expect(trend(rising(0.2), { previous: "declining" }).direction).toBe("stable");
    expect(trend(rising(0.2), { previous: "improving" }).direction).toBe("improving");
    expect(trend(rising(0.1), { previous: "improving" }).direction).toBe("stable");
    expect(trend(rising(0.2), { slopeFloor: 0.5 }).direction).toBe("improving");
  });

  test("equal scores have no trend, also without a floor", () => {
    expect(trend(every(7, Array(10).fill(80)), { slopeFloor: 0 })).toMatchObject({
      direction: "stable",
      slope: 0,
      p: 1,
    });
  });

  test("days without a score are left out, and seven scores are not enough", () => {
    expect(trend(every(7, [50, null, 52, 53, 54, null, 56, 57, 58]))).toEqual({
      direction: "insufficient",
      reason: "7 days have a score, 8 are needed",
      points: 7,
      slope: null,
      s: null,
      z: null,
      p: null,
    });
  });

  test("the order of points does not matter, and a repeated day is refused", () => {
    const points = every(7, [50, 53, 51, 56, 52, 58, 57, 60]);
    expect(trend(points.toReversed())).toEqual(trend(points));
    expect(() => trend([...points, ...points.slice(0, 1)])).toThrow("two points are of the same day");
    expect(() => trend([{ day: "2024-02-30", score: 1 }])).toThrow(expect.objectContaining({ field: "points[0].day" }));
    expect(() => trend([{ day: start, score: Number.NaN }])).toThrow("not a finite number");
    expect(() => trend(points, { slopeFloor: -1 })).toThrow(expect.objectContaining({ field: "slopeFloor" }));
  });
});
