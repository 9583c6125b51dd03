import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fits, trainings } from "../../test/random-training.ts";
import { fitGradientBoosting } from "../boosting/fit-gradient-boosting.ts";
import type { Training } from "../features/training-set.ts";
import { fitLogistic } from "../logistic/fit-logistic.ts";
import { explainPrediction } from "./explain-prediction.ts";
import { featuresOf } from "./features-of.ts";
import { type Model, parseModel } from "./parse-model.ts";
import { predict } from "./predict.ts";

const ways: readonly (readonly [string, (training: Training) => Model])[] = [
  ["logistic", (training) => fitLogistic(training)],
  ["boosted", (training) => fitGradientBoosting(training, { trees: 20, minimumRows: 3 })],
];

describe.each(ways)("a %s model", (_, fit) => {
  it("predicts the same bits after a journey through JSON", () => {
    fc.assert(
      fc.property(trainings, (training) => {
        const model = fit(training);
        const read = parseModel(JSON.parse(JSON.stringify(model)));
        expect(read).toStrictEqual(model);
        expect(predict(read, training.rows)).toStrictEqual(predict(model, training.rows));
      }),
      fits,
    );
  });

  it("explains predictions so that the parts sum to the whole", () => {
    fc.assert(
      fc.property(trainings, (training) => {
        const model = fit(training);
        for (const row of training.rows.slice(0, 10)) {
          const { logOdds, baseline, contributions } = explainPrediction(model, row);
          expect(logOdds).toBe(predict(model, [row])[0]);
          const sum = contributions.reduce((before, each) => before + each.logOdds, baseline);
          expect(Math.abs(sum - logOdds)).toBeLessThan(1e-9);
          expect(contributions.map(({ feature }) => feature).sort()).toEqual([...featuresOf(model)]);
        }
      }),
      fits,
    );
  });

  it("refuses rows of another shape by name", () => {
    const training = {
      rows: Array.from({ length: 20 }, (_, at) => ({ logins: at, seats: at % 7 })),
      outcomes: Array.from({ length: 20 }, (_, at) => at % 3 === 0),
    };
    const model = fit(training);
    expect(() => predict(model, [{ logins: 1 }])).toThrow("lacks seats");
    expect(() => predict(model, [{ logins: 1, seats: 1, plan: 1 }])).toThrow("has plan in addition");
    expect(() => explainPrediction(model, { logins: 1, seat: 1 })).toThrow("lacks seats and has seat in addition");
    expect(() => predict(model, [{ logins: Number.POSITIVE_INFINITY, seats: 1 }])).toThrow(
      "logins of row 0 is Infinity",
    );
  });
});

describe("what is read as a model", () => {
  const model = fitLogistic({ rows: [{ a: 1 }, { a: 2 }, { a: 3 }], outcomes: [true, false, true] });

  it("has a format version that this code knows", () => {
    expect(() => parseModel({ ...model, formatVersion: 2 })).toThrow("The model has format version 2");
  });

  it.each([null, 1, {}, { ...model, baseline: null }, { ...model, kind: "oracle" }, { ...model, extra: 1 }])(
    "is a whole model, not %j",
    (data) => {
      expect(() => parseModel(data)).toThrow("This is no model");
    },
  );
});
