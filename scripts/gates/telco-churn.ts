import { join } from "node:path";
import {
  auc,
  calibrationTest,
  type FeatureRow,
  fitLogistic,
  logLoss,
  predict,
  probabilityOf,
  type Training,
} from "@cs/prediction";
import { descend } from "./descend.ts";
import { atLeast, atMost, type Gate, type GateSet } from "./gate.ts";
import { encode, readTable } from "./read-table.ts";
import { shuffled } from "./shuffled.ts";

const splits = 10;
const trainingShare = 0.7;

export const telcoChurnGates: GateSet = { folder: "telco-churn", measure };

function measure(folder: string): Gate[] {
  const data = read(join(folder, "train.csv"));
  const measured = Array.from({ length: splits }, (_, seed) => onSplit(data, seed + 1));
  const mean = (name: keyof (typeof measured)[number]) => measured.reduce((sum, each) => sum + each[name] / splits, 0);
  return [
    atLeast(`telco logistic, AUC, mean of ${splits} splits`, 0.84, mean("auc")),
    atMost(`telco logistic, log-loss, mean of ${splits} splits`, 0.4225, mean("logLoss")),
    atLeast("telco logistic, p of being calibrated, mean of the splits", 0.05, mean("calibrationP")),
    atMost("telco logistic, distance of coefficients from a solver", 1e-4, distanceFromSolver(data)),
  ];
}

/** Effects of months and of money grow ever more slowly, so their logarithms stand beside them. */
function read(file: string): Training {
  const table = readTable(file);
  const rows = encode(table.map(({ customerID: _, Churn: __, ...rest }) => rest)).map((row) => ({
    ...row,
    "log tenure": Math.log1p(row["tenure"] ?? 0),
    "log TotalCharges": Math.log1p(row["TotalCharges"] ?? 0),
  }));
  return { rows, outcomes: table.map((row) => row["Churn"] === "Yes") };
}

function onSplit(data: Training, seed: number) {
  const order = shuffled(data.rows.length, seed);
  const border = Math.round(trainingShare * order.length);
  const model = fitLogistic(pick(data, order.slice(0, border)));
  const { rows, outcomes } = pick(data, order.slice(border));
  const scores = predict(model, rows);
  const probabilities = scores.map(probabilityOf);
  return {
    auc: auc({ scores, outcomes }) ?? Number.NaN,
    logLoss: logLoss({ probabilities, outcomes }) ?? Number.NaN,
    calibrationP: calibrationTest({ probabilities, outcomes }, { seed })?.p ?? Number.NaN,
  };
}

function pick({ rows, outcomes }: Training, chosen: readonly number[]): Training {
  return { rows: chosen.map((at) => rows[at] ?? {}), outcomes: chosen.map((at) => outcomes[at] ?? false) };
}

/** Coefficients per standard deviation beside those of a descent that shares no code with the package. */
function distanceFromSolver(data: Training): number {
  const { terms } = fitLogistic(data, { penalty: 1 });
  const columns = terms.map(({ feature }) => standardised(data.rows, feature));
  const solved = descend({ columns, targets: data.outcomes.map(Number), penalty: 1 });
  const distances = terms.map(({ deviation, slope }, at) => {
    return Math.abs((slope?.coefficient ?? 0) * deviation - (solved[at + 1] ?? Number.NaN));
  });
  return Math.max(...distances);
}

function standardised(rows: readonly FeatureRow[], feature: string): number[] {
  const values = rows.map((row) => row[feature] ?? 0);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
  return values.map((value) => (value - mean) / deviation);
}
