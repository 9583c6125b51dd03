import { calibrationLine } from "../measures/calibration-line.ts";
import { brier, logLoss } from "../measures/forecast-error.ts";
import { calibrationError, type ReliabilityBin, reliability } from "../measures/reliability.ts";
import { type IntervalOptions, type Measured, meanOver, measured } from "./measured.ts";
import type { ScoredRow } from "./score-folds.ts";

/** Whether the probabilities were true. */
export interface ProbabilityReport {
  readonly brier: Measured | null;
  /** The Brier score of giving everybody the base rate. */
  readonly brierOfBaseRate: number | null;
  /** 1 - brier / brierOfBaseRate: above 0 better than the base rate. */
  readonly brierSkill: Measured | null;
  readonly logLoss: Measured | null;
  readonly calibrationSlope: Measured | null;
  readonly calibrationError: Measured | null;
  readonly reliability: readonly ReliabilityBin[];
}

/** Measures of the rows of each grouping that have a probability. */
export function probabilityReport(
  told: readonly (readonly ScoredRow[])[],
  options: IntervalOptions,
): ProbabilityReport {
  const measure = (of: (rows: ReturnType<typeof forecasts>) => number | null) =>
    measured(told, (rows) => of(forecasts(rows)), options);
  return {
    brier: measure((rows) => brier(rows)?.score ?? null),
    brierOfBaseRate: meanOver(told, (rows) => brier(forecasts(rows))?.baseRateScore ?? null),
    brierSkill: measure((rows) => brier(rows)?.skill ?? null),
    logLoss: measure(logLoss),
    calibrationSlope: measure((rows) => calibrationLine(rows)?.slope ?? null),
    calibrationError: measure(calibrationError),
    reliability: meanBins(told.map((rows) => reliability(forecasts(rows)))),
  };
}

/** Bin by bin the mean over groupings; as many accounts are in each as in the bin of the first. */
function meanBins(groupings: readonly (readonly ReliabilityBin[])[]): ReliabilityBin[] {
  return (groupings[0] ?? []).map(({ accounts }, at) => {
    const mean = (of: (bin: ReliabilityBin) => number) =>
      meanOver(groupings, (bins) => (bins[at] ? of(bins[at]) : null)) ?? Number.NaN;
    return { accounts, forecast: mean(({ forecast }) => forecast), observed: mean(({ observed }) => observed) };
  });
}

function forecasts(rows: readonly ScoredRow[]) {
  return {
    probabilities: rows.map(({ probability }) => probability ?? Number.NaN),
    outcomes: rows.map(({ row }) => row.happened),
  };
}
