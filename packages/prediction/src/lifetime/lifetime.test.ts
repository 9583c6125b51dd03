import { describe, expect, it } from "vitest";
import { chance } from "../../test/random-training.ts";
import { expectedPurchases, fitBgNbd, probabilityActive } from "./bg-nbd.ts";
import { fitShiftedBetaGeometric } from "./fit-cohort.ts";
import { expectedValue, fitGammaGamma } from "./gamma-gamma.ts";
import { projectSurvival } from "./project-survival.ts";
import { survivalAfter } from "./shifted-beta-geometric.ts";

/** Survivors per 1,000 customers in years 0-7, and in years 8-12, of the two cohorts of Fader and Hardie 2007. */
const cohorts = [
  {
    survivors: [1000, 631, 468, 382, 326, 289, 262, 241],
    later: [223, 207, 194, 183, 173],
    alpha: 0.704,
    beta: 1.182,
  },
  {
    survivors: [1000, 869, 743, 653, 593, 551, 517, 491],
    later: [468, 445, 427, 409, 394],
    alpha: 0.668,
    beta: 3.806,
  },
];

describe.each(cohorts)("the shifted beta-geometric model of $survivors", ({ survivors, later, alpha, beta }) => {
  it("has the published parameters", () => {
    const model = fitShiftedBetaGeometric(survivors);
    expect(model.alpha).toBeCloseTo(alpha, 3);
    expect(model.beta).toBeCloseTo(beta, 3);
  });

  it("foresees the years after, within its interval", () => {
    const forecasts = projectSurvival({ survivors, renewals: 5, rounds: 200 });
    expect(forecasts.map(({ renewals }) => renewals)).toEqual([8, 9, 10, 11, 12]);
    for (const [at, { low, high, surviving }] of forecasts.entries()) {
      const came = (later[at] ?? 0) / 1000;
      expect(low).toBeLessThanOrEqual(came);
      expect(high).toBeGreaterThanOrEqual(came);
      expect(low < surviving && surviving < high).toBe(true);
    }
  });
});

it("survival is that of the beta integral: E[(1 - churn)^t] over the customers", () => {
  const [alpha, beta, renewals] = [2, 3, 4];
  // The density of beta(2, 3) is 12 x (1 - x)^2: a midpoint rule in place of the recurrence.
  const steps = 100_000;
  let integral = 0;
  for (let step = 0; step < steps; step++) {
    const x = (step + 0.5) / steps;
    integral += (12 * x * (1 - x) ** 2 * (1 - x) ** renewals) / steps;
  }
  expect(survivalAfter({ alpha, beta }, renewals)).toBeCloseTo(integral, 8);
});

it.each([
  [[100, 90], "at least two renewals"],
  [[100, 90, 95], "never rise"],
  [[100, 100, 100], "nobody was lost"],
  [[100, 0, 0], "everybody was lost at once"],
])("a cohort of %j cannot be fitted", (survivors, fault) => {
  expect(() => fitShiftedBetaGeometric(survivors)).toThrow(fault);
});

describe("BG/NBD", () => {
  /** The parameters that Fader, Hardie and Lee 2005 publish for the CDNOW customers, in weeks. */
  const published = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 };

  it("expects the purchases that the authors' note works out", () => {
    expect(expectedPurchases(published, { repeats: 2, recency: 30.43, age: 38.86 }, 39)).toBeCloseTo(1.226, 3);
  });

  it("finds the parameters that drew its customers", () => {
    const truth = { r: 1, alpha: 5, a: 1, b: 2 };
    const random = chance(11);
    const exponential = (rate: number) => -Math.log(1 - random()) / rate;
    const histories = Array.from({ length: 4000 }, () => {
      // Gamma with shape 1 is exponential, beta (1, 2) the smaller of two uniform numbers.
      const rate = exponential(truth.alpha);
      const leaving = Math.min(random(), random());
      let [repeats, recency] = [0, 0];
      for (let next = exponential(rate); next < 50; next += exponential(rate)) {
        [repeats, recency] = [repeats + 1, next];
        if (random() < leaving) break;
      }
      return { repeats, recency, age: 50 };
    });
    const model = fitBgNbd(histories);
    expect(Math.abs(model.r - truth.r)).toBeLessThan(0.1);
    expect(Math.abs(model.alpha - truth.alpha)).toBeLessThan(0.6);
    expect(Math.abs(model.a - truth.a)).toBeLessThan(0.2);
    expect(Math.abs(model.b - truth.b)).toBeLessThan(0.4);
  });

  it("knows that nobody leaves before a purchase, and that silence tells", () => {
    expect(probabilityActive(published, { repeats: 0, recency: 0, age: 38 })).toBe(1);
    const active = (recency: number) => probabilityActive(published, { repeats: 6, recency, age: 38 });
    expect(active(37)).toBeGreaterThan(active(20));
  });

  it.each([
    { repeats: 1.5, recency: 3, age: 9 },
    { repeats: 1, recency: 10, age: 9 },
    { repeats: 1, recency: 0, age: 9 },
    { repeats: 0, recency: 3, age: 9 },
  ])("refuses %j", (history) => {
    expect(() => fitBgNbd([history])).toThrow("contradicts itself");
  });

  it("refuses customers who never came again", () => {
    expect(() => fitBgNbd([{ repeats: 0, recency: 0, age: 9 }])).toThrow("Nobody bought twice");
  });
});

describe("Gamma-Gamma", () => {
  it("draws a mean of few purchases towards that of everybody", () => {
    const model = { p: 6.25, q: 3.74, v: 15.44 };
    const everybody = (6.25 * 15.44) / 2.74;
    const after = (purchases: number) => expectedValue(model, { purchases, mean: 100 });
    expect(after(1)).toBeGreaterThan(everybody);
    expect(after(1)).toBeLessThan(after(10));
    expect(after(1e9)).toBeCloseTo(100, 4);
  });

  it("finds the parameters that drew its customers", () => {
    const random = chance(17);
    const gamma = (shape: number, rate: number) =>
      Array.from({ length: shape }, () => -Math.log(1 - random()) / rate).reduce((sum, each) => sum + each, 0);
    const customers = Array.from({ length: 4000 }, (_, at) => {
      const purchases = 1 + (at % 8);
      const rate = gamma(4, 15);
      return { purchases, mean: gamma(6 * purchases, rate) / purchases };
    });
    const { p, q, v } = fitGammaGamma(customers);
    expect(Math.abs(p - 6)).toBeLessThan(0.5);
    expect(Math.abs(q - 4)).toBeLessThan(0.4);
    expect(Math.abs(v - 15)).toBeLessThan(2.5);
  });

  it.each([
    [[]],
    [[{ purchases: 1, mean: 5 }]],
    [
      [
        { purchases: 1, mean: 5 },
        { purchases: 2, mean: 0 },
      ],
    ],
  ])("refuses %j", (customers) => {
    expect(() => fitGammaGamma(customers)).toThrow("two customers");
  });
});
