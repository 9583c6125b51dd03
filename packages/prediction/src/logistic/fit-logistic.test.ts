import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fits, reordered, trainings } from "../../test/random-training.ts";
import type { Training } from "../features/training-set.ts";
import { predict } from "../models/predict.ts";
import { fitLogistic } from "./fit-logistic.ts";
import { oddsRatios } from "./odds-ratios.ts";

/** Weight in 1,000 lb and whether the transmission is manual, of 32 cars of 1974 (Henderson and Velleman 1981). */
const weights = [
  2.62, 2.875, 2.32, 3.215, 3.44, 3.46, 3.57, 3.19, 3.15, 3.44, 3.44, 4.07, 3.73, 3.78, 5.25, 5.424, 5.345, 2.2, 1.615,
  1.835, 2.465, 3.52, 3.435, 3.84, 3.845, 1.935, 2.14, 1.513, 3.17, 2.77, 3.57, 2.78,
];
const manual = [1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1];
const cars: Training = { rows: weights.map((weight) => ({ weight })), outcomes: manual.map((each) => each === 1) };

/** Accounts with and without a champion, of which some left: 10 of 100 and 30 of 90. */
const championless = [
  { noChampion: 0, left: true, accounts: 10 },
  { noChampion: 0, left: false, accounts: 90 },
  { noChampion: 1, left: true, accounts: 30 },
  { noChampion: 1, left: false, accounts: 60 },
].flatMap(({ noChampion, left, accounts }) => Array.from({ length: accounts }, () => ({ noChampion, left })));
const table: Training = {
  rows: championless.map(({ noChampion }) => ({ noChampion })),
  outcomes: championless.map(({ left }) => left),
};

describe("a logistic regression", () => {
  it("gives what R prints for the cars of 1974: glm(am ~ wt, binomial)", () => {
    const model = fitLogistic(cars, { penalty: 0 });
    const { slope, mean } = model.terms[0] ?? { slope: null, mean: 0 };
    expect(slope?.coefficient).toBeCloseTo(-4.024, 3);
    expect(slope?.standardError).toBeCloseTo(1.436, 2);
    expect(model.baseline - (slope?.coefficient ?? 0) * mean).toBeCloseTo(12.04, 2);
  });

  it("gives the odds ratio of a two by two table, with Woolf's standard error", () => {
    const model = fitLogistic(table, { penalty: 0 });
    expect(oddsRatios(model)[0]?.perUnit).toBeCloseTo((30 * 90) / (60 * 10), 10);
    expect(model.terms[0]?.slope?.standardError).toBeCloseTo(Math.sqrt(1 / 10 + 1 / 90 + 1 / 30 + 1 / 60), 8);
    expect(model.trainedOn).toEqual({ rows: 190, events: 40 });
  });

  it("shrinks as much as it is told, whatever the unit", () => {
    const shrunk = (penalty: number) => Math.abs(fitLogistic(cars, { penalty }).terms[0]?.slope?.coefficient ?? 0);
    expect([0, 1, 10, 1000].map(shrunk)).toEqual([0, 1, 10, 1000].map(shrunk).sort((a, b) => b - a));
    const kilograms = { ...cars, rows: weights.map((weight) => ({ weight: weight * 453.59237 })) };
    const same = predict(fitLogistic(kilograms), kilograms.rows);
    for (const [at, logOdds] of predict(fitLogistic(cars), cars.rows).entries()) {
      expect(logOdds).toBeCloseTo(same[at] ?? Number.NaN, 9);
    }
  });

  it("leaves a gradient of 0: of the likelihood less the penalty, per unit or per deviation", () => {
    fc.assert(
      fc.property(trainings, fc.constantFrom("per_unit", "per_deviation"), (training, penalise) => {
        const penalty = 0.5;
        const model = fitLogistic(training, { penalty, penalise });
        const errors = Array.from(predict(model, training.rows), (logOdds, row) => {
          return Number(training.outcomes[row]) - 1 / (1 + Math.exp(-logOdds));
        });
        expect(Math.abs(errors.reduce((sum, each) => sum + each, 0))).toBeLessThan(1e-8);
        for (const { feature, mean, deviation, slope } of model.terms) {
          if (slope === null) continue;
          const scale = penalise === "per_unit" ? deviation : 1;
          const distance = (row: number) => ((training.rows[row]?.[feature] ?? mean) - mean) / deviation;
          const gradient = errors.reduce((sum, error, row) => sum + error * distance(row), 0);
          expect(Math.abs(gradient - (penalty * slope.coefficient * deviation) / scale ** 2)).toBeLessThan(1e-8);
        }
      }),
      fits,
    );
  });

  it("is the same to the last bit in whatever order rows and features come", () => {
    fc.assert(
      fc.property(trainings, (training) => {
        expect(fitLogistic(reordered(training))).toStrictEqual(fitLogistic(training));
      }),
      fits,
    );
  });

  it("lets a missing value tell what it tells in training, and nothing where none was missing", () => {
    const rows = [1, 2, 3, 4, null, null, null, null].map((logins) => ({ logins, seats: 5 }));
    const outcomes = [false, true, false, true, true, true, true, false];
    const model = fitLogistic({ rows, outcomes });
    expect(model.terms.map(({ whenMissing }) => whenMissing?.share ?? null)).toEqual([0.5, null]);
    const [known, missing, withoutSeats] = predict(model, [
      { logins: 2.5, seats: 5 },
      { logins: null, seats: 5 },
      { logins: 2.5, seats: null },
    ]);
    expect(missing).toBeGreaterThan(known ?? 0);
    expect(withoutSeats).toBe(known);
    expect(model.terms[1]?.slope).toBeNull();
  });

  it.each([
    ["separate the outcomes", { rows: [1, 2, 3, 4].map((a) => ({ a })), outcomes: [false, false, true, true] }],
    [
      "follow from others",
      { rows: [1, 2, 3, 4, 5].map((a) => ({ a, b: 2 * a })), outcomes: [true, false, true, true, false] },
    ],
  ])("refuses features that %s without a penalty", (_, training) => {
    expect(() => fitLogistic(training, { penalty: 0 })).toThrow("no single finite estimate");
    expect(fitLogistic(training).terms[0]?.slope?.coefficient).toBeTypeOf("number");
  });

  it.each([
    ["All 2 outcomes are the same", { rows: [{ a: 1 }, { a: 2 }], outcomes: [true, true] }, {}],
    ["nothing to learn from", { rows: [], outcomes: [] }, {}],
    ["2 rows and 1 outcomes", { rows: [{ a: 1 }, { a: 2 }], outcomes: [true] }, {}],
    ["a of row 1 is NaN", { rows: [{ a: 1 }, { a: Number.NaN }], outcomes: [true, false] }, {}],
    ["lacks a and has b in addition", { rows: [{ a: 1 }, { b: 1 }], outcomes: [true, false] }, {}],
    ["A penalty of -1", cars, { penalty: -1 }],
  ])("refuses: %s", (message, training, options) => {
    expect(() => fitLogistic(training as Training, options)).toThrow(message);
  });
});
