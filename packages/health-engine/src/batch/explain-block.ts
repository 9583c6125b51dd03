import type { Conclusion } from "../scoring/conclude.ts";
import { partOf } from "../scoring/part-of.ts";
import type { PointRows } from "../scoring/sum-row.ts";
import type { BatchExplanation } from "./batch-scores.ts";

/** Writes the points of one account, whose row begins at `at`. Without a score they stay 0. */
export function explainBlock(
  input: {
    readonly account: number;
    readonly at: number;
    readonly conclusion: Conclusion;
    readonly rows: PointRows;
  },
  { contributions, capPoints }: BatchExplanation,
): void {
  const { account, at, conclusion, rows } = input;
  if (conclusion.gap !== "none") return;
  capPoints[account] = conclusion.capPoints;
  for (let index = 0; index < contributions.length; index += 1) {
    const column = contributions[index];
    if (column) column[account] = partOf(index, rows.points[at + index] ?? 0, rows.weights, conclusion);
  }
}
