import { InvalidInputError } from "@cs/models";
import { type Training, trainingSetOf } from "../features/training-set.ts";
import { MODEL_FORMAT_VERSION } from "../models/model-header.ts";
import type { LogisticModel, LogisticTerm } from "./logistic-model.ts";
import { maximiseLikelihood } from "./maximise-likelihood.ts";
import { type StandardColumn, standardise } from "./standardise.ts";

/** How strongly coefficients are drawn to 0. */
export interface LogisticOptions {
  /** L2, 0 or more, default 1: half of it times the sum of squared coefficients is taken off the log-likelihood. */
  readonly penalty?: number | undefined;
  /**
   * Which coefficients are squared: those per standard deviation (default), so that units do not matter, or those per
   * unit, as solvers do that do not standardise.
   */
  readonly penalise?: "per_deviation" | "per_unit" | undefined;
}

/** Variance, in squared log-odds per deviation, above which outcomes are separated and there is no finite estimate. */
const SEPARATED = 1e6;

interface DesignColumn {
  readonly name: string;
  readonly values: Float64Array;
  /** Units in one unit of the column. */
  readonly scale: number;
}

/**
 * Logistic regression with an L2 penalty by iteratively reweighted least squares. The intercept is not penalised. A
 * missing value counts as the training mean of its feature, and where some training values were missing, a flag of its
 * own says what that alone tells. A feature without variation gets no coefficient.
 *
 * @throws InvalidInputError for bad rows or penalties, and without a penalty when features depend on each other linearly
 * or separate the outcomes, as then there is no single finite estimate.
 */
export function fitLogistic(training: Training, options: LogisticOptions = {}): LogisticModel {
  const { penalty = 1, penalise = "per_deviation" } = options;
  if (!(penalty >= 0 && penalty < Number.POSITIVE_INFINITY)) {
    throw new InvalidInputError(`A penalty of ${penalty} is not possible.`, {
      field: "penalty",
      hint: "Give 0 or more.",
    });
  }
  const { matrix, targets, trainedOn } = trainingSetOf(training);
  const standard = standardise(matrix);
  const design = standard.flatMap(designColumns);
  const maximum = maximiseLikelihood({
    columns: [new Float64Array(matrix.rows).fill(1), ...design.map(({ values }) => values)],
    targets,
    penalties: [0, ...design.map(({ scale }) => (penalise === "per_unit" ? penalty / scale ** 2 : penalty))],
  });
  if (maximum.coefficients === null) throw noEstimate(design[maximum.dependentColumn - 1]?.name);
  const { coefficients, variances } = maximum;
  const separated = variances.findIndex((variance) => variance > SEPARATED);
  if (separated >= 0) throw noEstimate(design[separated - 1]?.name);

  const slopes = new Map(
    design.map(({ values, scale }, at) => [
      values,
      {
        coefficient: (coefficients[at + 1] ?? 0) / scale,
        standardError: Math.sqrt(variances[at + 1] ?? 0) / scale,
      },
    ]),
  );
  return {
    format: "@cs/prediction model",
    formatVersion: MODEL_FORMAT_VERSION,
    trainedOn,
    kind: "logistic",
    penalty,
    baseline: coefficients[0] ?? 0,
    terms: standard.map((column) => termOf(column, slopes)),
  };
}

function designColumns({ feature, deviation, values, missing }: StandardColumn): DesignColumn[] {
  return [
    ...(deviation > 0 ? [{ name: feature, values, scale: deviation }] : []),
    ...(missing ? [{ name: `missing ${feature}`, values: missing, scale: 1 }] : []),
  ];
}

function termOf(
  { feature, mean, deviation, missingShare, values, missing }: StandardColumn,
  slopes: ReadonlyMap<Float64Array, NonNullable<LogisticTerm["slope"]>>,
): LogisticTerm {
  const flag = missing && slopes.get(missing);
  return {
    feature,
    mean,
    deviation,
    slope: slopes.get(values) ?? null,
    whenMissing: flag ? { ...flag, share: missingShare } : null,
  };
}

function noEstimate(name = "the intercept"): InvalidInputError {
  return new InvalidInputError(
    `${name} has no single finite estimate: it follows from other features, or features separate the outcomes.`,
    {
      field: "rows",
      hint: "Leave the feature out, or give a penalty above 0.",
    },
  );
}
