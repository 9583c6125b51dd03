import type { Calibration } from "../calibration/calibration.ts";
import { fitCalibration } from "../calibration/fit-calibration.ts";
import { pickFeatures } from "../features/pick-features.ts";
import type { Training } from "../features/training-set.ts";
import { hasBoth } from "../measures/ranking.ts";
import type { Model } from "../models/parse-model.ts";
import type { History } from "./history.ts";
import { type LabelledSnapshot, labelSnapshots } from "./label-snapshots.ts";
import { crossScored } from "./score-folds.ts";
import { modelScorer } from "./scorers.ts";

/** What a model for use is made from. */
export interface TrainRequest {
  readonly history: History;
  /** The event is a decision within so many months of the snapshot. */
  readonly withinMonths: number;
  readonly fit: (training: Training) => Model;
  /** What the model sees of each snapshot. */
  readonly features: readonly string[];
  /** Default 3. */
  readonly accountGroups?: number | undefined;
  /** Ways to part the accounts into groups, over which calibration learns, default 3. Each takes as long as the first. */
  readonly groupings?: number | undefined;
  /** Decides groups of accounts, default 1. */
  readonly seed?: number | undefined;
}

/** A model that learnt from every known outcome, and what its scores mean. */
export interface TrainedModel {
  /** Null when all outcomes were the same, so that there was nothing to learn. */
  readonly model: Model | null;
  /** Null when no probability may be told, and then `calibrationReason` says why. */
  readonly calibration: Calibration | null;
  readonly calibrationReason: string | null;
  /** Accounts with a known outcome, and those of them that decided to leave. */
  readonly outcomes: number;
  readonly events: number;
}

/**
 * Trains a model for use on all outcomes that are known. It is calibrated on scores that models trained in the same
 * way on other accounts gave, each account once per grouping: one grouping alone would move probabilities by chance about as
 * much as other accounts would.
 *
 * @throws InvalidInputError for snapshots that use facts from after their day.
 */
export function trainModel(request: TrainRequest): TrainedModel {
  const { history, withinMonths, fit, features, accountGroups = 3, groupings = 3, seed = 1 } = request;
  const { labelled } = labelSnapshots(history, { leadMonths: 0, windowMonths: withinMonths });
  const counts = { outcomes: accountsIn(labelled), events: accountsIn(labelled.filter(({ happened }) => happened)) };
  const outcomes = labelled.map(({ happened }) => happened);
  if (!hasBoth(outcomes)) {
    const calibrationReason = `there is nothing to learn from: ${counts.events} of ${counts.outcomes} accounts left`;
    return { model: null, calibration: null, calibrationReason, ...counts };
  }
  const model = fit({ rows: labelled.map(({ snapshot }) => pickFeatures(snapshot.features, features)), outcomes });
  const scorer = modelScorer("model", fit, features);
  const scored = Array.from({ length: groupings }, (_, at) =>
    crossScored(labelled, scorer, { accountGroups, seed, grouping: at + 1 }),
  ).flat();
  const { calibration, reason: calibrationReason } = fitCalibration({
    scores: scored.map(({ score }) => score),
    outcomes: scored.map(({ row }) => row.happened),
    accounts: scored.map(({ row }) => row.snapshot.account),
  });
  return { model, calibration, calibrationReason, ...counts };
}

function accountsIn(labelled: readonly LabelledSnapshot[]): number {
  return new Set(labelled.map(({ snapshot }) => snapshot.account)).size;
}
