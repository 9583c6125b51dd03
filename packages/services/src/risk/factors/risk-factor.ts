import type { AccountFacts, FactKind, MeasureObservation, RiskLevel } from "@cs/models";

export const riskFamilies = [
  "usage",
  "adoption",
  "support",
  "sentiment",
  "relationship",
  "commercial",
  "lifecycle",
] as const;
export type RiskFamily = (typeof riskFamilies)[number];

/** From which value on a factor is a risk. */
export interface RiskLimits {
  /** Whether more of it is worse, counted from the limit on, or less of it, counted below the limit. */
  readonly worse: "more" | "less";
  /** Null when it is never a medium risk. */
  readonly medium: number | null;
  /** Null when it is never a high risk. */
  readonly high: number | null;
  /** Below it there is no risk: a day that has passed. */
  readonly notBelow?: number;
}

/** Something that is known to endanger accounts, and how to see it in stored facts. */
export interface RiskFactor {
  readonly id: string;
  readonly family: RiskFamily;
  readonly label: string;
  readonly unit: string;
  /** The kinds of fact that it is seen in. */
  readonly sources: readonly FactKind[];
  readonly limits: RiskLimits;
  /** The measure of the health engine that it is, which peers have stored; null when it is none. */
  readonly measure: string | null;
  observe(facts: AccountFacts): MeasureObservation;
}

/** The level of a value, or unknown without one. */
export function levelOf(value: number | null, { worse, medium, high, notBelow }: RiskLimits): RiskLevel {
  if (value === null) return "unknown";
  if (notBelow !== undefined && value < notBelow) return "low";
  const reaches = (limit: number | null) => limit !== null && (worse === "more" ? value >= limit : value < limit);
  return reaches(high) ? "high" : reaches(medium) ? "medium" : "low";
}

/** The limits in words, as `high < 0.5, medium < 0.75`. */
export function limitsText({ worse, medium, high, notBelow }: RiskLimits): string {
  const sign = worse === "more" ? ">=" : "<";
  const levels = [
    ...(high === null ? [] : [`high ${sign} ${high}`]),
    ...(medium === null ? [] : [`medium ${sign} ${medium}`]),
    ...(notBelow === undefined ? [] : [`low < ${notBelow}`]),
  ];
  return levels.join(", ");
}
