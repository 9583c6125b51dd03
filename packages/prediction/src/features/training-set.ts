import { InvalidInputError } from "@cs/models";
import { type FeatureMatrix, matrixOf } from "./feature-matrix.ts";
import type { FeatureRow } from "./feature-row.ts";

/** Rows and what became of them. */
export interface Training {
  readonly rows: readonly FeatureRow[];
  /** One per row: whether the event, as churn, came. */
  readonly outcomes: readonly boolean[];
}

/** How much a model was trained on. */
export interface TrainedOn {
  readonly rows: number;
  readonly events: number;
}

/** Training rows in one canonical order: no model depends on the order in which rows and features were given. */
export interface TrainingSet {
  readonly matrix: FeatureMatrix;
  /** 1 where the event came, else 0. */
  readonly targets: Float64Array;
  readonly trainedOn: TrainedOn;
}

/**
 * Features by name, rows by their values and outcome. Sums then have the same rounding whatever the order was, so models
 * are equal to the last bit.
 *
 * @throws InvalidInputError without rows or features, for rows of different shapes, or when all outcomes are the same.
 */
export function trainingSetOf({ rows, outcomes }: Training): TrainingSet {
  const features = Object.keys(rows[0] ?? {}).sort();
  if (rows.length !== outcomes.length) {
    throw new InvalidInputError(`There are ${rows.length} rows and ${outcomes.length} outcomes.`, {
      field: "outcomes",
    });
  }
  if (features.length === 0) throw new InvalidInputError("There is nothing to learn from.", { field: "rows" });
  const events = outcomes.filter(Boolean).length;
  if (events === 0 || events === outcomes.length) {
    throw new InvalidInputError(`All ${outcomes.length} outcomes are the same.`, {
      field: "outcomes",
      hint: "Train on a time in which some accounts left and some stayed.",
    });
  }
  const given = matrixOf(features, rows);
  const order = canonicalOrder(given, outcomes);
  const columns = given.columns.map((column) => Float64Array.from(order, (row) => column[row] ?? Number.NaN));
  const targets = Float64Array.from(order, (row) => (outcomes[row] ? 1 : 0));
  return { matrix: { ...given, columns }, targets, trainedOn: { rows: rows.length, events } };
}

/** Row numbers by outcome, then by the values of each feature in turn, missing ones first. */
function canonicalOrder({ columns, rows }: FeatureMatrix, outcomes: readonly boolean[]): Uint32Array {
  const keys = [Float64Array.from(outcomes, Number), ...columns.map((column) => column.map(missingFirst))];
  return Uint32Array.from({ length: rows }, (_, row) => row).sort((left, right) => {
    for (const key of keys) {
      const difference = (key[left] ?? 0) - (key[right] ?? 0);
      if (difference !== 0) return difference;
    }
    return 0;
  });
}

function missingFirst(value: number): number {
  return Number.isNaN(value) ? -Number.MAX_VALUE : value;
}
