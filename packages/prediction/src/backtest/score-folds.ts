import { calibrate } from "../calibration/calibration.ts";
import { fitCalibration } from "../calibration/fit-calibration.ts";
import { type Fold, type FoldOptions, groupOf } from "./forward-folds.ts";
import type { LabelledSnapshot } from "./label-snapshots.ts";
import type { Scorer } from "./scorer.ts";

/** A held row with what a scorer said of it before anybody knew. */
export interface ScoredRow {
  readonly row: LabelledSnapshot;
  readonly score: number;
  /** 0-1; null where too few outcomes were known by then. */
  readonly probability: number | null;
}

/** Every held row that the scorer could score, by what it learnt from the training rows of the fold. */
export function scoreFolds(folds: readonly Fold[], scorer: Scorer, options: FoldOptions): ScoredRow[] {
  return folds.flatMap(({ training, held }) => {
    if (training.length === 0) return [];
    const told = scorer.learn(training)(held.map(({ snapshot }) => snapshot));
    const toProbability = probabilities(training, scorer, options);
    return held.flatMap((row, at) => {
      const score = told[at] ?? null;
      return score === null ? [] : [{ row, score, probability: toProbability(score) }];
    });
  });
}

/**
 * What scores mean, learnt from the training rows alone. A scorer that learns from outcomes is calibrated on scores of
 * accounts that it was not shown.
 */
function probabilities(
  training: readonly LabelledSnapshot[],
  scorer: Scorer,
  options: FoldOptions,
): (score: number) => number | null {
  const scored = scorer.usesOutcomes ? crossScored(training, scorer, options) : scoreRows(training, training, scorer);
  const { calibration } = fitCalibration({
    scores: scored.map(({ score }) => score),
    outcomes: scored.map(({ row }) => row.happened),
    accounts: scored.map(({ row }) => row.snapshot.account),
  });
  return (score) => calibration && calibrate(calibration, score);
}

/** Rows as a scorer scores them that learnt from the other groups of accounts. */
export function crossScored(
  training: readonly LabelledSnapshot[],
  scorer: Scorer,
  options: Omit<FoldOptions, "timeFolds">,
): Pick<ScoredRow, "row" | "score">[] {
  const groups = Map.groupBy(training, ({ snapshot }) => groupOf(snapshot.account, options));
  return [...groups.entries()]
    .sort(([left], [right]) => left - right)
    .flatMap(([group, rows]) => {
      const others = training.filter(({ snapshot }) => groupOf(snapshot.account, options) !== group);
      return others.length > 0 ? scoreRows(rows, others, scorer) : [];
    });
}

function scoreRows(rows: readonly LabelledSnapshot[], training: readonly LabelledSnapshot[], scorer: Scorer) {
  const told = scorer.learn(training)(rows.map(({ snapshot }) => snapshot));
  return rows.flatMap((row, at) => {
    const score = told[at] ?? null;
    return score === null ? [] : [{ row, score }];
  });
}
