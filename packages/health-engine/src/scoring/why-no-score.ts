import type { Scorecard } from "@cs/models";
import type { ReadMeasure } from "./read-measures.ts";
import { settle } from "./settle.ts";

const MOST_NAMED = 5;

/**
 * Why there is no score, as a sentence; null when there is one. A missing measure with policy `fail` comes before too
 * little coverage. Without any covered measure there is never a score, whatever the scorecard allows.
 */
export function whyNoScore(input: {
  readonly scorecard: Scorecard;
  readonly measures: readonly ReadMeasure[];
  readonly coverage: number;
}): string | null {
  const { scorecard, measures, coverage } = input;
  const missing = measures.filter(({ reading }) => !reading.known);
  const required = missing.filter(({ definition }) => definition.nullPolicy === "fail");
  if (required.length > 0) return `required measures are missing: ${listOf(required)}`;
  if (coverage === 0) return `no measure of the scorecard is known: ${listOf(missing)}`;
  // Settled: seven shares of 0.1 must reach 0.7.
  if (settle(coverage) >= scorecard.minimumCoverage) return null;
  return `${percent(coverage)} of the weight is covered, ${percent(scorecard.minimumCoverage)} is needed; missing: ${listOf(missing)}`;
}

function listOf(missing: readonly ReadMeasure[]): string {
  const heaviestFirst = missing.toSorted((left, right) => right.weight - left.weight);
  const named = heaviestFirst.slice(0, MOST_NAMED).map(({ definition, weight, reading }) => {
    const reason = reading.known ? "" : reading.reason;
    return `${definition.measure} (${percent(weight)}, ${reason})`;
  });
  const more = missing.length - named.length;
  return named.join(", ") + (more > 0 ? ` and ${more} more` : "");
}

/** Rounded down, so that 69.97 % is never shown as the 70 % it fails to reach. */
function percent(share: number): string {
  return `${Math.floor(settle(share) * 1000 + 1e-6) / 10} %`;
}
