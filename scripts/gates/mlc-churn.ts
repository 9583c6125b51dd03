import { join } from "node:path";
import { auc, fitGradientBoosting, logLoss, predict, probabilityOf } from "@cs/prediction";
import { atLeast, atMost, type Gate, type GateSet } from "./gate.ts";
import { encode, readTable } from "./read-table.ts";
import { shuffled } from "./shuffled.ts";

const folds = 10;

export const mlcChurnGates: GateSet = { folder: "mlc-churn", measure };

/** Every account is predicted once, by a model that has not seen it. */
function measure(folder: string): Gate[] {
  const table = readTable(join(folder, "train.csv"));
  const outcomes = table.map((row) => row["churn"] === "yes");
  const rows = encode(table.map(({ churn: _, ...rest }) => rest));
  const order = shuffled(rows.length, 1);
  const logOdds = new Float64Array(rows.length);
  for (let fold = 0; fold < folds; fold++) {
    const training = order.filter((_, at) => at % folds !== fold);
    const held = order.filter((_, at) => at % folds === fold);
    const model = fitGradientBoosting({
      rows: training.map((row) => rows[row] ?? {}),
      outcomes: training.map((row) => outcomes[row] ?? false),
    });
    const predicted = predict(
      model,
      held.map((row) => rows[row] ?? {}),
    );
    for (const [at, row] of held.entries()) logOdds[row] = predicted[at] ?? Number.NaN;
  }
  const probabilities = logOdds.map(probabilityOf);
  return [
    atLeast("mlc boosted trees, AUC, 10-fold", 0.9, auc({ scores: logOdds, outcomes }) ?? Number.NaN),
    atMost("mlc boosted trees, log-loss, 10-fold", 0.175, logLoss({ probabilities, outcomes }) ?? Number.NaN),
  ];
}
