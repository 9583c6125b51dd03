import type { ReadMeasure } from "./read-measures.ts";

/** How much of a scorecard is known, and how fresh that is. */
export interface CoverageOfScore {
  /** Covered share of the nominal weight, 0-1. */
  readonly coverage: number;
  /** Coverage x covered-weight mean of freshness, 0-1. */
  readonly confidence: number;
}

/**
 * Coverage and confidence of a score. Since freshness is at least 0.5, confidence falls strictly with every covered
 * measure that is taken away; with everything covered and fresh both are exactly 1.
 */
export function coverageOf(measures: readonly ReadMeasure[]): CoverageOfScore {
  let total = 0;
  let covered = 0;
  let fresh = 0;
  for (const { weight, reading, definition } of measures) {
    total += weight;
    if (!reading.known) continue;
    covered += weight;
    fresh += weight * freshness(reading.ageDays, definition.stalenessLimitDays);
  }
  // coverage x (fresh / covered) = (covered / total) x (fresh / covered) = fresh / total
  return { coverage: covered / total, confidence: fresh / total };
}

/** 1 - 0.5 x age / limit: from 1 on the day itself to 0.5 on the last day that counts; without a limit 1. */
export function freshness(ageDays: number, limitDays: number | null): number {
  return limitDays === null ? 1 : 1 - (0.5 * ageDays) / limitDays;
}
