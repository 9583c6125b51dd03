import { addDays, type CalendarDate, daysBetween, InvalidInputError } from "@cs/models";
import { type ScorePortfolioOptions, scorePortfolio } from "./score-portfolio.ts";

export interface ScoreHistoryOptions extends ScorePortfolioOptions {
  /** First day that may be scored. */
  readonly from: CalendarDate;
  /** Days from one scored day to the next, counted back from `asOf`. */
  readonly everyDays: number;
}

/** More days than this are asked for by mistake. */
const mostDays = 1_000;

/**
 * Scores the portfolio as it was on past days, oldest first, up to `asOf`, from the facts that are known now; gives the
 * number of scores by day. Facts that arrived late count for the day on which they happened.
 *
 * @throws InvalidInputError when `from` is after `asOf`, or there would be more than 1,000 days.
 */
export async function scoreHistory(
  options: ScoreHistoryOptions,
): Promise<{ readonly day: CalendarDate; readonly scored: number }[]> {
  const { onProgress = () => {} } = options;
  const days = daysOf(options);
  const result: { day: CalendarDate; scored: number }[] = [];
  for (const [index, day] of days.entries()) {
    const scored = await scorePortfolio({
      ...options,
      asOf: day,
      onProgress: (done, total) => onProgress(index * total + done, days.length * total),
    });
    result.push({ day, scored });
  }
  return result;
}

function daysOf({ from, asOf, everyDays }: ScoreHistoryOptions): CalendarDate[] {
  if (!Number.isInteger(everyDays) || everyDays < 1) {
    throw new InvalidInputError(`Every ${everyDays} days is none.`, {
      field: "everyDays",
      hint: "Give 1 for each day, 7 for each week.",
    });
  }
  const length = daysBetween(from, asOf);
  if (length < 0) {
    throw new InvalidInputError(`${from} is after ${asOf}.`, { field: "from", hint: "Give an earlier day." });
  }
  const count = Math.floor(length / everyDays) + 1;
  if (count > mostDays) {
    throw new InvalidInputError(`From ${from} to ${asOf} there are ${count} days to score.`, {
      field: "from",
      hint: `At most ${mostDays} are scored at once: take a later day or a longer step.`,
    });
  }
  return Array.from({ length: count }, (_, index) => addDays(asOf, (index + 1 - count) * everyDays));
}
