import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { relativeError } from "../../test/relative.ts";
import { cholesky, inverseDiagonal, solve } from "./cholesky.ts";
import { hypergeometric } from "./hypergeometric.ts";
import { logBeta, logGamma } from "./log-gamma.ts";
import { logit, sigmoid, softplus } from "./logistic.ts";
import { nelderMead } from "./nelder-mead.ts";

describe("ln gamma", () => {
  it("is that of factorials, and of a half the root of pi", () => {
    let factorial = 1;
    for (let n = 2; n < 20; n++) {
      factorial *= n;
      expect(relativeError(logGamma(n + 1), Math.log(factorial))).toBeLessThan(1e-14);
    }
    expect(logGamma(1)).toBeCloseTo(0, 14);
    expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.PI) / 2, 14);
    expect(logBeta(2, 3)).toBeCloseTo(Math.log(1 / 12), 14);
  });

  it("obeys the reflection formula (Abramowitz and Stegun 6.1.17)", () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true }), (x) => {
        expect(logGamma(x) + logGamma(1 - x)).toBeCloseTo(Math.log(Math.PI / Math.sin(Math.PI * x)), 9);
      }),
    );
  });
});

it("2F1 has the values that are elementary functions (Abramowitz and Stegun 15.1.3, 15.1.8)", () => {
  fc.assert(
    fc.property(
      fc.double({ min: 1e-3, max: 0.98, noNaN: true }),
      fc.double({ min: 0.1, max: 5, noNaN: true }),
      (z, a) => {
        expect(relativeError(hypergeometric(1, 1, 2, z), -Math.log(1 - z) / z)).toBeLessThan(1e-12);
        expect(relativeError(hypergeometric(a, 2, 2, z), (1 - z) ** -a)).toBeLessThan(1e-12);
      },
    ),
  );
});

describe("the Cholesky decomposition", () => {
  // The example of its Wikipedia page: L = (2 | 6 1 | -8 5 3).
  const matrix = { size: 3, values: Float64Array.of(4, 12, -16, 12, 37, -43, -16, -43, 98) };

  it("finds the factor, solves with it and inverts", () => {
    const factor = cholesky(matrix);
    if ("dependentRow" in factor) throw new Error("The rows depend on each other.");
    expect([...factor.values]).toEqual([2, 0, 0, 6, 1, 0, -8, 5, 3]);
    expect([...solve(factor, [0, 6, 39])]).toEqual([1, 1, 1]);
    // The diagonal of the inverse is that of (L^-1)' L^-1.
    const expected = [0.25 + 9 + (19 / 3) ** 2, 1 + (5 / 3) ** 2, 1 / 9];
    for (const [at, value] of inverseDiagonal(factor).entries())
      expect(value).toBeCloseTo(expected[at] ?? Number.NaN, 10);
  });

  it("names the first row that follows from those above it", () => {
    expect(cholesky({ size: 3, values: Float64Array.of(1, 2, 0, 2, 4, 0, 0, 0, 1) })).toEqual({ dependentRow: 1 });
  });
});

it("the simplex finds the bottom of Rosenbrock's valley and gives up on nothing but numbers", () => {
  const valley = ([x = 0, y = 0]: readonly number[]) => (x < -2 ? Number.NaN : (1 - x) ** 2 + 100 * (y - x * x) ** 2);
  const { at, value } = nelderMead(valley, [-1.2, 1]);
  expect(value).toBeLessThan(1e-15);
  for (const each of at) expect(each).toBeCloseTo(1, 6);
});

it("log-odds and probabilities are inverse to each other, far out too", () => {
  fc.assert(
    fc.property(fc.double({ min: -700, max: 30, noNaN: true }), (x) => {
      expect(logit(sigmoid(x))).toBeCloseTo(x, 2);
      expect(softplus(x)).toBeGreaterThanOrEqual(Math.max(0, x));
      expect(softplus(x) - softplus(-x)).toBeCloseTo(x, 9);
    }),
  );
  expect([sigmoid(800), sigmoid(-800), softplus(800)]).toEqual([1, 0, 800]);
});
