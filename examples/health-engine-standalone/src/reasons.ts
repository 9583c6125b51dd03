import type { HealthScore, MeasureContribution } from "@cs/models";
import { labelOf, valueText } from "./measures.ts";

const MOST_REASONS = 3;

/** What costs a workspace most: the cap that bounds it, then the measures that lose the most points; or what is missing. */
export function topReasons({ score, capsFired, contributions }: HealthScore): string[] {
  if (score === null) {
    const missing = contributions.filter(({ reason }) => reason !== null).map(({ measure }) => labelOf(measure));
    return [`Too little is known. Missing: ${missing.join(", ")}`];
  }
  const caps = capsFired.filter(({ points }) => points < 0).map(({ label, points }) => `${label} (${signed(points)})`);
  const losses = contributions
    .filter((line) => line.status === "scored" && lostPoints(line) >= 1)
    .sort((left, right) => lostPoints(right) - lostPoints(left))
    .map((line) => `${labelOf(line.measure)} ${valueText(line.measure, line.value)} (${signed(-lostPoints(line))})`);
  return [...caps, ...losses].slice(0, MOST_REASONS);
}

/** Points of the score that a measure could still earn. */
export function lostPoints({ effectiveWeight, points }: MeasureContribution): number {
  return 100 * effectiveWeight - points;
}

/** Points with a sign and one decimal. */
export function signed(points: number): string {
  return `${points < 0 ? "−" : "+"}${Math.abs(points).toFixed(1)}`;
}
