import { InvalidInputError } from "@cs/models";
import type { FeatureRow } from "./feature-row.ts";

/** Rows by column: one array per feature, NaN where a value is missing. */
export interface FeatureMatrix {
  readonly features: readonly string[];
  readonly columns: readonly Float64Array[];
  readonly rows: number;
}

/**
 * Rows as columns, in the order of `features`.
 *
 * @throws InvalidInputError that names what is amiss when a row lacks a feature, has one more, or a value is not finite.
 */
export function matrixOf(features: readonly string[], rows: readonly FeatureRow[]): FeatureMatrix {
  const expected = new Set(features);
  for (const [index, row] of rows.entries()) requireShape(expected, row, index);
  const columns = features.map((feature) => Float64Array.from(rows, (row, index) => numberAt(row, feature, index)));
  return { features, columns, rows: rows.length };
}

function numberAt(row: FeatureRow, feature: string, index: number): number {
  const value = row[feature];
  if (value === null) return Number.NaN;
  // JSON, in which models travel, has no -0.
  if (value !== undefined && Number.isFinite(value)) return value === 0 ? 0 : value;
  throw new InvalidInputError(`${feature} of row ${index} is ${value}.`, {
    field: `rows[${index}].${feature}`,
    hint: "Give a finite number, or null when it is not known.",
  });
}

function requireShape(expected: ReadonlySet<string>, row: FeatureRow, index: number): void {
  const given = Object.keys(row);
  const unknown = given.filter((name) => !expected.has(name));
  if (unknown.length === 0 && given.length === expected.size) return;
  const lacking = [...expected].filter((name) => !Object.hasOwn(row, name));
  const faults = [
    ...(lacking.length > 0 ? [`lacks ${lacking.join(", ")}`] : []),
    ...(unknown.length > 0 ? [`has ${unknown.join(", ")} in addition`] : []),
  ];
  throw new InvalidInputError(`Row ${index} has another shape than the training rows: it ${faults.join(" and ")}.`, {
    field: `rows[${index}]`,
    hint: "Give exactly the features the model was trained on; null stands for a value that is not known.",
  });
}
