import type { ReadMeasure } from "./read-measures.ts";
import { settle } from "./settle.ts";

const MOST_NAMED = 5;

/**
 * Why there is no score, as a sentence; null when there is one. A missing measure with policy `fail` comes before too
 * little coverage. Without any covered measure there is never a score, whatever the scorecard allows.
 */
export function whyNoScore(input: {
  readonly score: number | null;
  readonly measures: readonly ReadMeasure[];
  readonly coverage: number;
  readonly minimumCoverage: number;
}): string | null {
  const { score, measures, coverage, minimumCoverage } = input;
  if (score !== null) return null;
  const missing = measures.filter(({ reading }) => !reading.known);
  const required = missing.filter(({ definition }) => definition.nullPolicy === "fail");
  if (required.length > 0) return `required measures are missing: ${listOf(required)}`;
  // Beside a weight of 1e300, one of 1e-300 is nothing.
  const named =
    missing.length < measures.length ? "no measure with weight is known" : "no measure of the scorecard is known";
  if (coverage === 0) return `${named}: ${listOf(missing)}`;
  return `${percent(coverage)} of the weight is covered, ${percent(minimumCoverage)} is needed; missing: ${listOf(missing)}`;
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
