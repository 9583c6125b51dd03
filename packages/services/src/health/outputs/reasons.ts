import { type MeasureUnit, measures } from "@cs/health-engine";
import type { HealthScore, MeasureContribution } from "@cs/models";

/**
 * Why an account stands where it does, in words, worst first: caps that fired, then the measures that lose most points.
 * Without a score it is what is missing, heaviest first.
 */
export function reasonsOf(score: HealthScore, limit = 3): string[] {
  if (score.score === null) return missingOf(score).slice(0, limit);
  const caps = score.capsFired
    .filter((cap) => cap.points < 0)
    .map((cap) => `${cap.label}: at most ${cap.maximum}${evidenceText(cap.evidence)}`);
  const named = new Set(score.capsFired.flatMap((cap) => Object.keys(cap.evidence)));
  const losses = lossesOf(score)
    .filter(({ contribution }) => !named.has(contribution.measure))
    .map(({ contribution, lost }) => `${readingText(contribution)} (-${lost.toFixed(1)})`);
  return [...caps, ...losses].slice(0, limit);
}

/** The measures that lose half a point or more, with how many points each, most first. */
export function lossesOf(score: HealthScore): { contribution: MeasureContribution; lost: number }[] {
  return score.contributions
    .map((contribution) => ({ contribution, lost: lostPoints(contribution) }))
    .filter(({ lost }) => lost >= 0.5)
    .sort((a, b) => b.lost - a.lost || (a.contribution.measure < b.contribution.measure ? -1 : 1));
}

/** What is missing, in words, heaviest first. */
export function missingOf(score: HealthScore): string[] {
  return score.contributions
    .filter((contribution) => contribution.reason !== null)
    .sort((a, b) => b.weight - a.weight || (a.measure < b.measure ? -1 : 1))
    .map((contribution) => `${labelOf(contribution.measure)}: ${contribution.reason}`);
}

function lostPoints({ effectiveWeight, points }: MeasureContribution): number {
  return 100 * effectiveWeight - points;
}

function readingText({ measure, value, reason }: MeasureContribution): string {
  return value === null ? `${labelOf(measure)} unknown: ${reason}` : `${labelOf(measure)} ${valueText(measure, value)}`;
}

/** ` (Days without a champion 57 d)`; nothing for a plain yes, which the label says already. */
function evidenceText(evidence: Readonly<Record<string, number>>): string {
  const texts = Object.entries(evidence)
    .filter(([measure]) => unitOf(measure) !== "yes_no")
    .map(([measure, value]) => `${labelOf(measure)} ${valueText(measure, value)}`);
  return texts.length === 0 ? "" : ` (${texts.join(", ")})`;
}

function unitOf(measure: string): MeasureUnit | undefined {
  return measures.find((each) => each.id === measure)?.unit;
}

/** What people call a measure; a measure of your own goes by its id. */
export function labelOf(measure: string): string {
  return measures.find((each) => each.id === measure)?.label ?? measure;
}

/** The value as people read it in the unit of its measure. */
export function valueText(measure: string, value: number): string {
  const number = Number.isInteger(value) ? String(value) : value.toFixed(1);
  switch (unitOf(measure)) {
    case "ratio":
      return `${value > 0 ? "+" : ""}${(100 * value).toFixed(0)} %`;
    case "share":
      return `${(100 * value).toFixed(0)} %`;
    case "days":
      return `${number} d`;
    case "minutes":
      return `${number} min`;
    case "yes_no":
      return value === 0 ? "no" : "yes";
    default:
      return number;
  }
}
