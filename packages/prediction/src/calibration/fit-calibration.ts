import { InvalidInputError } from "@cs/models";
import type { Ranked } from "../measures/ranking.ts";
import { CALIBRATION_FORMAT_VERSION, type Calibration } from "./calibration.ts";
import { isotonicKnots } from "./isotonic-knots.ts";
import { plattLine } from "./platt-line.ts";
import { belowFloor } from "./sample-floor.ts";

/** From this many events on a free form is fitted; below, two parameters. */
const ENOUGH_FOR_ISOTONIC = 200;

/** Scores and what became of them. */
export interface CalibrationSample extends Ranked {
  /** The account of each score, which then counts once however many scores it has; without, each is its own. */
  readonly accounts?: readonly string[] | undefined;
}

/** A calibration, or why there is none. */
export type CalibrationRun =
  | { readonly calibration: Calibration; readonly reason: null }
  | { readonly calibration: null; readonly reason: string };

/**
 * Learns what scores mean as probabilities, from accounts that no part of the model was trained on: Platt's logistic curve
 * below 200 events, else isotonic regression. No probability comes of fewer than 100 accounts or 30 that left, nor when
 * everybody left.
 *
 * @throws InvalidInputError when a score is not finite or there are more scores than outcomes, or fewer.
 */
export function fitCalibration(sample: CalibrationSample): CalibrationRun {
  const { scores, outcomes, accounts } = sample;
  if (scores.length !== outcomes.length || !Array.from(scores).every(Number.isFinite)) {
    throw new InvalidInputError("Calibration takes one finite score per outcome.", { field: "scores" });
  }
  const countOf = (places: readonly number[]) => new Set(places.map((at) => accounts?.[at] ?? at)).size;
  const places = [...outcomes.keys()];
  const trainedOn = { outcomes: countOf(places), events: countOf(places.filter((at) => outcomes[at])) };
  const reason = belowFloor(trainedOn) ?? (outcomes.includes(false) ? null : "everybody had the event");
  if (reason !== null) return { calibration: null, reason };
  const header = {
    format: "@cs/prediction calibration",
    formatVersion: CALIBRATION_FORMAT_VERSION,
    trainedOn,
  } as const;
  const calibration: Calibration =
    trainedOn.events < ENOUGH_FOR_ISOTONIC
      ? { ...header, method: "platt", ...plattLine(sample) }
      : { ...header, method: "isotonic", knots: isotonicKnots(sample) };
  return { calibration, reason: null };
}
