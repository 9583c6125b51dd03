import { describe, expect, it } from "vitest";
import { madeHistory } from "../../test/random-history.ts";
import { fitGradientBoosting } from "../boosting/fit-gradient-boosting.ts";
import { calibrate } from "../calibration/calibration.ts";
import { SAMPLE_FLOOR } from "../calibration/sample-floor.ts";
import { fitLogistic } from "../logistic/fit-logistic.ts";
import { featuresOf } from "../models/features-of.ts";
import { type Model, parseModel } from "../models/parse-model.ts";
import { predict } from "../models/predict.ts";
import { labelSnapshots } from "./label-snapshots.ts";
import { type TrainRequest, trainModel } from "./train-model.ts";

const features = ["logins", "tickets"];
const fit: TrainRequest["fit"] = (training) => fitLogistic(training);

function labelsOf({ history, withinMonths }: Pick<TrainRequest, "history" | "withinMonths">) {
  return labelSnapshots(history, { leadMonths: 0, windowMonths: withinMonths }).labelled;
}

describe("a model for use", () => {
  const request = { history: madeHistory({ accounts: 400, months: 16, effect: 1.5 }), withinMonths: 3 };
  const trained = trainModel({ ...request, fit, features });

  it("sees the features it was given and no other", () => {
    expect(trained.model && featuresOf(trained.model)).toEqual(features);
  });

  it("counts accounts, not months of accounts", () => {
    const labelled = labelsOf(request);
    const accounts = new Set(labelled.map(({ snapshot }) => snapshot.account));
    const left = new Set(labelled.filter(({ happened }) => happened).map(({ snapshot }) => snapshot.account));
    expect(trained).toMatchObject({ outcomes: accounts.size, events: left.size, calibrationReason: null });
  });

  it("tells probabilities that sum to about as many events as there were", () => {
    const { model, calibration } = trained;
    if (!model || !calibration) throw new Error("it was not trained");
    const labelled = labelsOf(request);
    const rows = labelled.map(({ snapshot: { features: all } }) => ({
      logins: all["logins"] ?? null,
      tickets: all["tickets"] ?? null,
    }));
    const expected = [...predict(model, rows)].reduce((sum, each) => sum + calibrate(calibration, each), 0);
    const happened = labelled.filter((each) => each.happened).length;
    expect(Math.abs(expected / happened - 1)).toBeLessThan(0.1);
  });
});

describe.each([
  ["logistic", fit],
  ["boosted", (training) => fitGradientBoosting(training, { trees: 20 })],
] satisfies [string, (training: Parameters<TrainRequest["fit"]>[0]) => Model][])("a %s model", (_, way) => {
  it("predicts the same bits after a journey through JSON, and refuses rows of another shape by name", () => {
    const history = madeHistory({ accounts: 120, months: 10, effect: 1.5 });
    const { model } = trainModel({ history, withinMonths: 2, fit: way, features });
    if (!model) throw new Error("it was not trained");
    const rows = history.snapshots.map(({ features: { logins = null, tickets = null } }) => ({ logins, tickets }));
    const read = parseModel(JSON.parse(JSON.stringify(model)));
    expect(predict(read, rows)).toStrictEqual(predict(model, rows));
    expect(() => predict(read, [{ logins: 1 }])).toThrow("lacks tickets");
    expect(() => predict(read, [{ logins: 1, tickets: 1, seats: 1 }])).toThrow("has seats in addition");
  });
});

describe("too few outcomes", () => {
  it.each([
    { accounts: SAMPLE_FLOOR.outcomes - 20, months: 12, effect: 1.5, seed: 3 },
    { accounts: 40, months: 8, effect: 1.5, seed: 4 },
  ])("give a model that ranks and no probability ($accounts accounts)", (made) => {
    const history = madeHistory(made);
    const known = { ...history, snapshots: history.snapshots.filter(({ account }) => !account.includes("next")) };
    const { model, calibration, calibrationReason, outcomes, events } = trainModel({
      history: known,
      withinMonths: 1,
      fit,
      features,
    });
    expect(model).not.toBeNull();
    expect(outcomes).toBeLessThan(SAMPLE_FLOOR.outcomes);
    expect(calibration).toBeNull();
    expect(calibrationReason).toContain(`${outcomes} of ${SAMPLE_FLOOR.outcomes} known outcomes`);
    if (events < SAMPLE_FLOOR.events) expect(calibrationReason).toContain(`${events} of ${SAMPLE_FLOOR.events} events`);
  });

  it("give nothing at all when nobody left", () => {
    const history = { ...madeHistory({ accounts: 10, months: 8, effect: 0 }), decisions: [] };
    expect(trainModel({ history, withinMonths: 1, fit, features })).toMatchObject({
      model: null,
      calibration: null,
      calibrationReason: expect.stringContaining("0 of"),
    });
  });
});
