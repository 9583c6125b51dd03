import { InvalidInputError } from "@cs/models";
import { z } from "zod";
import { sigmoid } from "../numeric/logistic.ts";

/** Versions of the JSON form of calibrations. A change that older code cannot read counts one up. */
export const CALIBRATION_FORMAT_VERSION = 1;

const header = {
  format: z.literal("@cs/prediction calibration"),
  formatVersion: z.literal(CALIBRATION_FORMAT_VERSION),
  trainedOn: z.strictObject({ outcomes: z.int().positive(), events: z.int().positive() }),
};

const plattSchema = z.strictObject({
  ...header,
  method: z.literal("platt"),
  intercept: z.number(),
  /** Log-odds per point of the score, never below 0. */
  slope: z.number().nonnegative(),
});

const isotonicSchema = z.strictObject({
  ...header,
  method: z.literal("isotonic"),
  /** Ascending in both. Between them the line, beyond them the outer probability holds. */
  knots: z.array(z.strictObject({ score: z.number(), probability: z.number().min(0).max(1) })).min(1),
});

const calibrationSchema = z.discriminatedUnion("method", [plattSchema, isotonicSchema]);

/** What turns scores into probabilities: plain data that JSON carries without loss. */
export type Calibration = z.infer<typeof calibrationSchema>;

/** Untrusted data -> a calibration. @throws InvalidInputError when it is none, or one of an unknown format version. */
export function parseCalibration(data: unknown): Calibration {
  const parsed = calibrationSchema.safeParse(data);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new InvalidInputError(`This is no calibration: ${issue?.message ?? "unreadable"}.`, {
    field: issue?.path.join("."),
    hint: `This version reads format version ${CALIBRATION_FORMAT_VERSION}.`,
  });
}

/** The probability of the event, 0-1, for a score of the kind the calibration was fitted on. */
export function calibrate(calibration: Calibration, score: number): number {
  if (calibration.method === "platt") return sigmoid(calibration.intercept + calibration.slope * score);
  const { knots } = calibration;
  const at = knots.findIndex((knot) => knot.score >= score);
  const above = knots[at] ?? knots[knots.length - 1];
  const below = at > 0 ? knots[at - 1] : above;
  if (!above || !below) return Number.NaN;
  if (above.score <= below.score || score >= above.score) return above.probability;
  const share = (score - below.score) / (above.score - below.score);
  return below.probability + share * (above.probability - below.probability);
}
