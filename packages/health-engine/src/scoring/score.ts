import {
  type CalendarDate,
  type CapFired,
  calendarDateSchema,
  type HealthScore,
  InvalidInputError,
  type MeasureObservations,
  type Scorecard,
} from "@cs/models";
import { bandOf } from "./band-of.ts";
import { type JudgedCaps, judgeCaps } from "./caps.ts";
import { contribute, describe, type UnroundedContribution } from "./contribute.ts";
import { coverageOf } from "./coverage.ts";
import { inputHash } from "./input-hash.ts";
import { type Interval, intervalAfterCaps, intervalBeforeCaps } from "./interval.ts";
import { largestRemainder } from "./largest-remainder.ts";
import { namedObservations } from "./named-observations.ts";
import { type ReadMeasure, readMeasures } from "./read-measures.ts";
import { settle } from "./settle.ts";
import { whyNoScore } from "./why-no-score.ts";

/** What a score follows from, and nothing else: there is no clock. */
export interface ScoreInput {
  /** As `parseScorecard` returns it; its rules are not checked again. */
  readonly scorecard: Scorecard;
  readonly observations: MeasureObservations;
  /** The day for which the account is judged; observations after it are ignored. */
  readonly asOf: CalendarDate;
}

/**
 * Scores one account with one scorecard: the weighted mean of the normalised measures, bounded by the caps that fire.
 *
 * Missing data is a value, not an error: below the scorecard's minimum coverage `score` is null and `reason` says why.
 * The score is rounded to 10 decimals. The README has the formulas.
 *
 * @throws InvalidInputError when `asOf` or an observation is not what its type says.
 */
export function score({ scorecard, observations, asOf }: ScoreInput): HealthScore {
  requireCalendarDate(asOf);
  const input = { scorecard, asOf, observations: namedObservations(scorecard, observations) };
  const measures = readMeasures(input);
  const caps = judgeCaps(input);
  const { coverage, confidence } = coverageOf(measures);
  const beforeCaps = intervalBeforeCaps(measures);
  const interval = intervalAfterCaps(beforeCaps, caps);
  const reason = whyNoScore({ scorecard, measures, coverage });
  const result = reason === null ? composed({ measures, caps, beforeCaps }) : withoutScore(measures);
  return {
    score: result.score,
    reason,
    band: result.score === null ? "insufficient_data" : bandOf(result.score, scorecard.bands),
    provedBand: bandOf(interval.low, scorecard.bands),
    coverage,
    confidence,
    interval,
    contributions: result.contributions,
    capsFired: result.capsFired,
    asOf,
    scorecard: { id: scorecard.id, version: scorecard.version },
    inputHash: inputHash(input),
  };
}

type Result = Pick<HealthScore, "score" | "contributions" | "capsFired">;

function composed(input: {
  readonly measures: readonly ReadMeasure[];
  readonly caps: JudgedCaps;
  readonly beforeCaps: Interval;
}): Result {
  const contributions = contribute(input.measures);
  const sum = contributions.reduce((total, { points }) => total + points, 0);
  // Inside by proof; the bounds only keep the last rounding from saying otherwise.
  const uncapped = Math.min(input.beforeCaps.high, Math.max(input.beforeCaps.low, settle(sum)));
  const capLines = input.caps.fired.map(({ cap: { id, label, maximum }, evidence }, index) => {
    // The first is the tightest; only it takes points away.
    const points = index === 0 && maximum < uncapped ? maximum - uncapped : 0;
    return { id, label, maximum, points, evidence };
  });
  const bounded = Math.min(uncapped, capLines[0]?.maximum ?? 100);
  const shown = largestRemainder(
    [...contributions, ...capLines].map(({ points }) => points),
    Math.round(bounded),
  );
  return {
    score: bounded,
    contributions: asWritten(contributions, shown, input.measures),
    capsFired: capLines.map(
      (line, index): CapFired => ({ ...line, shownPoints: shown[contributions.length + index] ?? 0 }),
    ),
  };
}

function withoutScore(measures: readonly ReadMeasure[]): Result {
  return { score: null, contributions: asWritten(measures.map(describe), [], measures), capsFired: [] };
}

/** Contributions with their shown points, back in the order in which the scorecard is written. */
function asWritten(
  contributions: readonly UnroundedContribution[],
  shown: readonly number[],
  measures: readonly ReadMeasure[],
): HealthScore["contributions"] {
  return contributions
    .map((contribution, index) => ({
      position: measures[index]?.position ?? index,
      line: { ...contribution, shownPoints: shown[index] ?? 0 },
    }))
    .sort((left, right) => left.position - right.position)
    .map(({ line }) => line);
}

function requireCalendarDate(asOf: CalendarDate): void {
  if (calendarDateSchema.safeParse(asOf).success) return;
  throw new InvalidInputError(`The as-of day is "${asOf}", not a calendar date.`, {
    field: "asOf",
    hint: "Give a day that exists as YYYY-MM-DD.",
  });
}
