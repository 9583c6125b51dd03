import { type RiskLevel, riskLevels } from "@cs/models";
import type { StoredRisk } from "@cs/persistence";
import type { AssessedFactor, Assessment } from "./assess-factors.ts";
import { limitsText } from "./risk-factor.ts";
import type { RiskAnswer } from "./risk-output.ts";

/** What is not known may be worse than what is known to be low. */
const worstFirst: readonly RiskLevel[] = ["high", "medium", "unknown", "low"];

/** Assessed factors as tools show them, worst first. */
export function describeFactors({ factors, beforeOn }: Assessment): NonNullable<RiskAnswer["factors"]> {
  return factors
    .toSorted((left, right) => worstFirst.indexOf(left.level) - worstFirst.indexOf(right.level))
    .map((each) => describeFactor(each, beforeOn));
}

/** How many factors have each level. */
export function countLevels({ factors }: Assessment): NonNullable<RiskAnswer["levels"]> {
  const counts = { high: 0, medium: 0, unknown: 0, low: 0 };
  for (const level of riskLevels) counts[level] = factors.filter((each) => each.level === level).length;
  return counts;
}

/** A version of a risk as tools show it. */
export function describeEntry({ clientId: _, ...entry }: StoredRisk): RiskAnswer["entries"][number] {
  return entry;
}

function describeFactor({ factor, level, now, before, peers }: AssessedFactor, beforeOn: string) {
  const { id, family, label, unit, limits, sources } = factor;
  return {
    factor: id,
    level,
    value: now.value,
    reason: now.value === null ? now.reason : null,
    before: before.value,
    peers: peers.median,
    family,
    label,
    unit,
    limits: limitsText(limits),
    sources: [...sources],
    observedOn: now.value === null ? null : now.observedOn,
    beforeOn,
    beforeReason: before.value === null ? before.reason : null,
    peerGroup: peers.among,
    peerAccounts: peers.accounts,
    peersReason: peers.reason,
  };
}
