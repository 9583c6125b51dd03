import { type CalendarDate, calendarDateSchema, dayNumber, InvalidInputError } from "@cs/models";

/** A score on a day; null when there was none, which is left out and never read as 0. */
export interface TrendPoint {
  readonly day: CalendarDate;
  readonly score: number | null;
}

/** Days as numbers and the scores on them, by day. */
export interface Series {
  readonly days: readonly number[];
  readonly scores: readonly number[];
}

/** Fewer points than this give neither trend nor forecast: the normal approximation of Mann-Kendall needs 8 (Mann 1945). */
export const FEWEST_POINTS = 8;

/** The points that have a score, in the order of days. @throws InvalidInputError for a bad or repeated day or score. */
export function seriesOf(points: readonly TrendPoint[]): Series {
  for (const [index, { day, score }] of points.entries()) {
    if (!calendarDateSchema.safeParse(day).success) throw fault(`[${index}].day`, `"${day}" is not a calendar date`);
    if (score !== null && !Number.isFinite(score)) throw fault(`[${index}].score`, `${score} is not a finite number`);
  }
  const known = points
    .flatMap(({ day, score }) => (score === null ? [] : [{ day: dayNumber(day), score }]))
    .sort((left, right) => left.day - right.day);
  const repeated = known.findIndex(({ day }, index) => index > 0 && day === known[index - 1]?.day);
  if (repeated >= 0) throw fault("", "two points are of the same day");
  return { days: known.map(({ day }) => day), scores: known.map(({ score }) => score) };
}

/** Why there are too few points; null when there are enough. */
export function tooFew({ days }: Series): string | null {
  return days.length >= FEWEST_POINTS ? null : `${days.length} days have a score, ${FEWEST_POINTS} are needed`;
}

function fault(place: string, problem: string): InvalidInputError {
  const hint = "Give one finite score per day, days as YYYY-MM-DD, and null where there is no score.";
  return new InvalidInputError(`In points${place}, ${problem}.`, { field: `points${place}`, hint });
}
