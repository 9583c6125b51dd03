import { InvalidInputError } from "@cs/models";
import type { Ranked } from "../measures/ranking.ts";
import { CALIBRATION_FORMAT_VERSION, type Calibration } from "./calibration.ts";
import { isotonicKnots } from "./isotonic-knots.ts";
import { plattLine } from "./platt-line.ts";
import { belowFloor } from "./sample-floor.ts";

/** From this many events on a free form is fitted; below, two parameters. */
const ENOUGH_FOR_ISOTONIC = 200;

/** A calibration, or why there is none. */
export type CalibrationRun =
  | { readonly calibration: Calibration; readonly reason: null }
  | { readonly calibration: null; readonly reason: string };

/**
 * Learns what scores mean as probabilities, from accounts that no part of the model was trained on: Platt's logistic curve
 * below 200 events, else isotonic regression. One score per account. No probability comes of fewer than 100 outcomes or
 * 30 events, nor when everybody left.
 *
 * @throws InvalidInputError when a score is not finite or there are more scores than outcomes, or fewer.
 */
export function fitCalibration(ranked: Ranked): CalibrationRun {
  const { scores, outcomes } = ranked;
  if (scores.length !== outcomes.length || !Array.from(scores).every(Number.isFinite)) {
    throw new InvalidInputError("Calibration takes one finite score per outcome.", { field: "scores" });
  }
  const trainedOn = { outcomes: outcomes.length, events: outcomes.filter(Boolean).length };
  const reason = belowFloor(trainedOn) ?? (outcomes.includes(false) ? null : "everybody had the event");
  if (reason !== null) return { calibration: null, reason };
  const header = {
    format: "@cs/prediction calibration",
    formatVersion: CALIBRATION_FORMAT_VERSION,
    trainedOn,
  } as const;
  const calibration: Calibration =
    trainedOn.events < ENOUGH_FOR_ISOTONIC
      ? { ...header, method: "platt", ...plattLine(ranked) }
      : { ...header, method: "isotonic", knots: isotonicKnots(ranked) };
  return { calibration, reason: null };
}
