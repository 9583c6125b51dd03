import { type CalendarDate, InvalidInputError } from "@cs/models";
import { compareText } from "../scoring/compare-text.ts";
import { type PortfolioDay, readHistory } from "./alert-history.ts";

/** The mean score of the accounts that have one on a day. */
export interface DailyMean {
  readonly day: CalendarDate;
  readonly accounts: number;
  readonly mean: number;
}

/** The days of a history on which the whole portfolio was scored, and those on which only part of it was. */
export interface PortfolioSeries {
  readonly means: readonly DailyMean[];
  /** Days left out because too few accounts have a score on them. */
  readonly partial: readonly { readonly day: CalendarDate; readonly accounts: number }[];
}

/**
 * Mean scores by day. A day counts when it has scores for at least `share` (0-1, default 0.8) of the accounts of the
 * fullest day: scoring a few accounts on request must not look like a move of the portfolio.
 *
 * @throws InvalidInputError for a bad or repeated day, score, band or share.
 */
export function dailyMeans(
  history: readonly PortfolioDay[],
  { share = 0.8 }: { readonly share?: number | undefined } = {},
): PortfolioSeries {
  if (!(share > 0 && share <= 1)) {
    throw new InvalidInputError(`A share of ${share} is none.`, {
      field: "share",
      hint: "Give a number above 0 to 1.",
    });
  }
  const days = readHistory(history).map(({ day, standings }) => {
    // In a fixed order: a sum must not depend on the order in which accounts are given.
    const scores = [...standings].sort(([left], [right]) => compareText(left, right)).map(([, { score }]) => score);
    return { day, accounts: scores.length, sum: scores.reduce((sum, score) => sum + score, 0) };
  });
  const fullest = Math.max(0, ...days.map(({ accounts }) => accounts));
  const isWhole = ({ accounts }: { readonly accounts: number }) => accounts > 0 && accounts >= share * fullest;
  return {
    means: days.filter(isWhole).map(({ day, accounts, sum }) => ({ day, accounts, mean: sum / accounts })),
    partial: days.filter((day) => !isWhole(day)).map(({ day, accounts }) => ({ day, accounts })),
  };
}
