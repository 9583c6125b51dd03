import type { Scorecard } from "@cs/models";

/** The scorecard as it is written, also when it was given ready for scoring. */
export function writtenScorecard(scorecard: Scorecard | { readonly scorecard: Scorecard }): Scorecard {
  return "groups" in scorecard ? scorecard : scorecard.scorecard;
}
