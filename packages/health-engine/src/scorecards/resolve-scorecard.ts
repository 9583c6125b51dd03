import { type CustomerProfile, InvalidInputError, type ScorecardRule, type ScorecardRules } from "@cs/models";

/** What rules ask about an account; null when unknown. */
export type ScorecardAudience = Pick<CustomerProfile, "segment" | "lifecycleStage">;

/**
 * The id of the scorecard for an account: that of the first rule that holds. An unknown segment or stage meets no
 * condition on it, so such accounts fall through to the default.
 *
 * @throws InvalidInputError when no rule holds, which cannot happen with rules from `parseScorecardRules`.
 */
export function resolveScorecard(rules: ScorecardRules, account: ScorecardAudience): string {
  const rule = rules.find((each) => ruleHolds(each, account));
  if (rule) return rule.scorecardId;
  throw new InvalidInputError("No scorecard rule holds for the account.", {
    field: "rules",
    hint: "Add a rule without conditions at the end: the default.",
  });
}

/** Whether all conditions of a rule hold for an account. */
export function ruleHolds(rule: ScorecardRule, { segment, lifecycleStage }: ScorecardAudience): boolean {
  const { segments, lifecycleStages } = rule;
  const segmentHolds = segments === undefined || (segment !== null && segments.includes(segment));
  const stageHolds =
    lifecycleStages === undefined || (lifecycleStage !== null && lifecycleStages.includes(lifecycleStage));
  return segmentHolds && stageHolds;
}
