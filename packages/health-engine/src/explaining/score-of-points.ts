import type { HealthScore, NullPolicy, Scorecard } from "@cs/models";
import { compareText } from "../scoring/compare-text.ts";
import { handOn } from "../scoring/hand-on.ts";
import { settle } from "../scoring/settle.ts";

/** Points of a measure about which nothing is assumed. */
const NEUTRAL_POINTS = 50;

/** What one measure brings to a score before caps. */
export interface ReadPoints {
  /** Share of the whole scorecard, 0-1. */
  readonly weight: number;
  /** 0-100 after the normaliser; null when missing. */
  readonly known: number | null;
  /** 0-100 that a missing measure counts as; null when its weight is handed on. */
  readonly whenMissing: number | null;
}

/**
 * The score before caps by the formulas of the README: missing weight is handed on up to its bound, the rest counts 50,
 * and the sum is settled. Unlike `score` it takes points, so any mixture of two scores can be valued without reading
 * and hashing its observations; a test holds both equal.
 */
export function scoreOfPoints(measures: readonly ReadPoints[]): number {
  const weights = { covered: 0, leftOut: 0 };
  for (const { weight, known, whenMissing } of measures) {
    if (known !== null) weights.covered += weight;
    else if (whenMissing === null) weights.leftOut += weight;
  }
  const { factor, keptShare } = handOn(weights);
  let sum = 0;
  for (const { weight, known, whenMissing } of measures) {
    if (known !== null) sum += weight * factor * known;
    else sum += whenMissing === null ? weight * keptShare * NEUTRAL_POINTS : weight * whenMissing;
  }
  return settle(sum);
}

/** What a score says of the points of each measure, in the canonical order: by group, then measure id. */
export function pointLines(
  { groups }: Scorecard,
  { contributions }: HealthScore,
): (ReadPoints & { measure: string })[] {
  const policies = new Map(groups.flatMap((group) => group.measures.map((item) => [item.measure, item.nullPolicy])));
  return contributions
    .toSorted((left, right) => compareText(left.group, right.group) || compareText(left.measure, right.measure))
    .map(({ measure, weight, status, normalised }) => ({
      measure,
      weight,
      known: status === "scored" ? normalised : null,
      whenMissing: pointsWhenMissing(policies.get(measure)),
    }));
}

function pointsWhenMissing(policy: NullPolicy | undefined): number | null {
  if (policy === "neutral") return NEUTRAL_POINTS;
  return policy === "worst" ? 0 : null;
}
