import { groupsByScore } from "../measures/ranking.ts";
import type { ScoredRow } from "./score-folds.ts";

/**
 * Scores as the share of that day's accounts with a lower one, 0-1, equal ones in the middle. Measures of order then
 * compare accounts of the same day, as whoever reads a list does; that leaving and scores both change with the seasons
 * tells nothing of single accounts.
 */
export function rankWithinDays(rows: readonly ScoredRow[]): ScoredRow[] {
  return [...Map.groupBy(rows, ({ row }) => row.snapshot.asOf).values()].flatMap((day) => {
    const scores = day.map(({ score }) => score);
    const outcomes = day.map(({ row }) => row.happened);
    let above = 0;
    return groupsByScore({ scores, outcomes }).flatMap(({ members }) => {
      const score = 1 - (above + members.length / 2) / day.length;
      above += members.length;
      return members.flatMap((at) => (day[at] ? [{ ...day[at], score }] : []));
    });
  });
}
