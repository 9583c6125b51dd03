import type { Normaliser } from "@cs/models";
import { describe, expect, test } from "vitest";
import { compileNormaliser, normalise } from "./normalise.ts";

describe("piecewise_linear", () => {
  const line: Normaliser = {
    kind: "piecewise_linear",
    knots: [
      [-1, 0],
      [0, 80],
      [0.25, 100],
    ],
  };
  test.each([
    [-5, 0], // beyond the first knot
    [-1, 0],
    [-0.5, 40], // half-way from 0 to 80
    [0, 80],
    [0.125, 90], // half-way from 80 to 100
    [0.25, 100],
    [9, 100], // beyond the last knot
  ])("%d has %d points", (value, points) => expect(normalise(value, line)).toBe(points));

  test("knots at the ends of the number range do not overflow", () => {
    const widest: Normaliser = {
      kind: "piecewise_linear",
      knots: [
        [-1e300, 0],
        [1e300, 100],
      ],
    };
    expect(normalise(0, widest)).toBe(50);
    expect(normalise(Number.MAX_VALUE, widest)).toBe(100);
  });
});

describe("banded", () => {
  const bands: Normaliser = {
    kind: "banded",
    below: 10,
    ranges: [
      { from: 0, points: 40 },
      { from: 5, points: 90 },
    ],
  };
  test.each([
    [-0.001, 10],
    [0, 40], // a range begins at `from`
    [4.999, 40],
    [5, 90],
    [1000, 90],
  ])("%d has %d points", (value, points) => expect(normalise(value, bands)).toBe(points));
});

describe("recency", () => {
  const halves: Normaliser = { kind: "recency", halfLifeDays: 14 };
  test.each([
    [-3, 100], // tomorrow is not better than today
    [0, 100],
    [14, 50], // 100 x 2^-1
    [28, 25], // 100 x 2^-2
    [7, 70.7106781187], // 100 / sqrt 2 = 70.71067811865…
    [1e300, 0],
  ])("%d days have %d points", (value, points) => expect(normalise(value, halves)).toBe(points));
});

describe("target_range", () => {
  const shape: Normaliser = { kind: "target_range", zeroBelow: -2, from: 2, to: 10, zeroAbove: 60 };
  test.each([
    [-2, 0],
    [0, 50], // 2 of the 4 units from -2 to 2
    [1, 75], // 3 of 4
    [2, 100],
    [10, 100],
    [35, 50], // 25 of the 50 units from 10 to 60
    [60, 0],
    [500, 0],
  ])("%d has %d points", (value, points) => expect(normalise(value, shape)).toBe(points));
});

describe("logistic", () => {
  const rising: Normaliser = { kind: "logistic", midpoint: 10, steepness: 0.5 };
  test.each([
    [10, 50],
    [12, 73.105857863], // 100 / (1 + e^-1)
    [8, 26.894142137], // 100 - 73.105857863
    [1e300, 100],
    [-1e300, 0],
  ])("%d has %d points", (value, points) => {
    expect(normalise(value, rising)).toBe(points);
    // The sign of the steepness is the direction.
    expect(normalise(20 - value, { ...rising, steepness: -0.5 })).toBe(points);
  });
});

describe("percentile", () => {
  const reference = { id: "peers", version: 1, values: [0, 1, 2, 2, 3, 4, 5, 6, 7, 100] };
  const rising: Normaliser = { kind: "percentile", direction: "rising", reference, lowerShare: 0.1, upperShare: 0.2 };
  test.each([
    [1, 15], // 1 below, 1 equal: 1 + 1/2 of 10
    [2, 30], // 2 below, 2 equal: 2 + 2/2
    [2.5, 40], // 4 below
    [6, 75], // 7 below, 1 equal
    [-50, 15], // the lowest tenth is 0, so 1 is the lowest value that counts
    [7, 75], // the highest fifth is 7 and 100, so 6 is the highest
    [1e6, 75],
  ])("%d has %d points", (value, points) => {
    expect(normalise(value, rising)).toBe(points);
  });

  test("falling counts the values above", () => {
    const falling: Normaliser = { ...rising, direction: "falling" };
    expect([1, 2, 2.5, 6, 1e6].map((value) => normalise(value, falling))).toEqual([85, 70, 60, 25, 25]);
  });

  test("a share that is a whole number of values is that number, in spite of binary fractions", () => {
    const hundred = { ...reference, values: Array.from({ length: 100 }, (_, index) => index) };
    // 0.29 x 100 is 28.999999999999996 in binary; 29 values lie below the value 29.
    expect(normalise(-1, { ...rising, reference: hundred, lowerShare: 0.29 })).toBe(29.5);
  });

  test("equal reference values are all worth 50", () => {
    expect(normalise(3, { ...rising, reference: { ...reference, values: [5, 5, 5] } })).toBe(50);
  });
});

test.each<Normaliser>([
  {
    kind: "piecewise_linear",
    knots: [
      [0, 0],
      [1, 100],
    ],
  },
  { kind: "piecewise_linear", knots: [0, 1, 2, 3, 4, 5, 6, 7, 8].map((knot) => [knot, 10 * knot]) },
  { kind: "banded", below: 0, ranges: [{ from: 1, points: 100 }] },
  { kind: "recency", halfLifeDays: 14 },
  { kind: "target_range", zeroBelow: 0, from: 1, to: 2, zeroAbove: 3 },
  { kind: "logistic", midpoint: 0, steepness: 1 },
  {
    kind: "percentile",
    direction: "rising",
    reference: { id: "peers", version: 1, values: [1, 2, 3] },
    lowerShare: 0,
    upperShare: 0,
  },
])("a value that is no finite number has no points: %o", (normaliser) => {
  const points = new Float64Array(3);
  compileNormaliser(normaliser)(Float64Array.of(Number.NaN, Infinity, -Infinity), points);
  expect([...points]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
});
