import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chance, fits, reordered, trainings } from "../../test/random-training.ts";
import type { FeatureRow } from "../features/feature-row.ts";
import { auc } from "../measures/auc.ts";
import { predict } from "../models/predict.ts";
import { fitGradientBoosting } from "./fit-gradient-boosting.ts";

const stump = { trees: 1, learningRate: 1, depth: 1, minimumRows: 1, rowShare: 1, featureShare: 1 } as const;

describe("boosted trees", () => {
  it("take the Newton step of each side of the best split", () => {
    const rows = [1, 2, 3, 10, 11, 12].map((logins) => ({ logins }));
    const outcomes = [true, true, true, false, false, true];
    const model = fitGradientBoosting({ rows, outcomes }, stump);
    // At the start p = 4/6: gradients are p - y, curvatures p (1 - p) = 2/9 each, the penalty is 1.
    const p = 4 / 6;
    const low = -(3 * p - 3) / ((3 * 2) / 9 + 1);
    const high = -(3 * p - 1) / ((3 * 2) / 9 + 1);
    const [below, above] = predict(model, [{ logins: 6 }, { logins: 7 }]);
    expect(below).toBeCloseTo(Math.log(2) + low, 12);
    expect(above).toBeCloseTo(Math.log(2) + high, 12);
    expect(model.trees).toEqual([expect.objectContaining({ threshold: 6.5, missingGoes: "below" })]);
  });

  it("send missing values to the side they are like", () => {
    const rows = [...[1, 1, 1, 9, 9, 9], ...[null, null, null]].map((logins) => ({ logins }));
    const outcomes = [true, true, true, false, false, false, true, true, true];
    const model = fitGradientBoosting({ rows, outcomes }, stump);
    const [low, high, missing] = predict(model, [{ logins: 1 }, { logins: 9 }, { logins: null }]);
    expect(missing).toBe(low);
    expect(missing).toBeGreaterThan(high ?? 0);
  });

  it("can learn that a value is missing at all", () => {
    const rows = Array.from({ length: 20 }, (_, at) => ({ logins: at < 10 ? at : null }));
    const outcomes = rows.map(({ logins }) => logins === null);
    const [known, missing] = predict(fitGradientBoosting({ rows, outcomes }, stump), [{ logins: 5 }, { logins: null }]);
    expect(missing).toBeGreaterThan(known ?? 0);
  });

  it("never go against a constraint", () => {
    const more = fc.nat(40);
    fc.assert(
      fc.property(trainings, more, more, fc.constantFrom("increasing", "decreasing"), (training, one, other, way) => {
        const model = fitGradientBoosting(training, {
          trees: 15,
          minimumRows: 2,
          learningRate: 0.5,
          monotone: { logins: way },
        });
        const [low, high] = [Math.min(one, other), Math.max(one, other)];
        const at = (logins: number) =>
          predict(
            model,
            training.rows.map((row): FeatureRow => ({ ...row, logins })),
          );
        const after = at(high);
        for (const [row, before] of at(low).entries()) {
          const rise = (after[row] ?? Number.NaN) - before;
          expect(way === "increasing" ? rise : -rise).toBeGreaterThanOrEqual(0);
        }
      }),
      fits,
    );
  });

  it("are the same to the last bit for a seed, in whatever order rows and features come", () => {
    const options = { trees: 10, minimumRows: 2, seed: 7 };
    fc.assert(
      fc.property(trainings, (training) => {
        const model = fitGradientBoosting(training, options);
        expect(fitGradientBoosting(reordered(training), options)).toStrictEqual(model);
      }),
      fits,
    );
  });

  it("find what acts only together, and more bins than values hold", () => {
    const random = chance(1);
    const draw = (count: number) =>
      Array.from({ length: count }, () => ({ a: random(), b: random(), noise: random() }));
    const happened = ({ a, b }: { a: number; b: number }) => a > 0.5 !== b > 0.5;
    const rows = draw(1500);
    const model = fitGradientBoosting({ rows, outcomes: rows.map(happened) });
    const fresh = draw(500);
    expect(auc({ scores: predict(model, fresh), outcomes: fresh.map(happened) })).toBeGreaterThan(0.95);
  });

  it.each([
    [{ trees: 0 }, "trees"],
    [{ penalty: 0 }, "penalty"],
    [{ monotone: { seats: "increasing" } }, "monotone.seats"],
  ] as const)("refuse the options %j", (options, field) => {
    const training = { rows: [{ a: 1 }, { a: 2 }], outcomes: [true, false] };
    expect(() => fitGradientBoosting(training, options)).toThrow(
      expect.objectContaining({ code: "invalid_input", field }),
    );
  });
});
