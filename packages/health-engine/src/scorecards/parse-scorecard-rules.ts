import {
  InvalidInputError,
  lifecycleStages,
  type ScorecardRule,
  type ScorecardRules,
  scorecardRulesSchema,
  segments,
} from "@cs/models";
import { ruleHolds } from "./resolve-scorecard.ts";
import { schemaFault } from "./schema-fault.ts";

/**
 * Rules from untrusted data (a parsed value, not JSON text) that `resolveScorecard` can rely on: the last has no
 * conditions, so there is a scorecard for every account, and every rule is the first that holds for some account.
 *
 * @throws InvalidInputError with the path of the first fault as `field` and what to do about it as `hint`.
 */
export function parseScorecardRules(json: unknown): ScorecardRules {
  const parsed = scorecardRulesSchema.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const { path, problem, hint } = issue ? schemaFault(issue) : { path: "", problem: "is not valid", hint: "" };
    throw fault(path, problem, hint);
  }
  const rules = parsed.data;
  const last = rules.at(-1);
  if (last?.segments || last?.lifecycleStages) {
    throw fault(
      `[${rules.length - 1}]`,
      "is last and has conditions",
      "Add a rule without conditions at the end: the default.",
    );
  }
  for (const [index, rule] of rules.entries()) {
    if (isReached(rule, rules.slice(0, index))) continue;
    const problem = "can never hold: earlier rules take all its accounts";
    throw fault(`[${index}]`, problem, "Move it up, narrow an earlier rule, or remove it.");
  }
  return rules;
}

/** Whether some account, unknown attributes included, meets the rule and none before it. */
function isReached(rule: ScorecardRule, earlier: readonly ScorecardRule[]): boolean {
  return [...segments, null].some((segment) =>
    [...lifecycleStages, null].some((lifecycleStage) => {
      const account = { segment, lifecycleStage };
      return ruleHolds(rule, account) && !earlier.some((each) => ruleHolds(each, account));
    }),
  );
}

function fault(path: string, problem: string, hint: string): InvalidInputError {
  const place = path === "" ? "The list of scorecard rules" : `rules${path}`;
  return new InvalidInputError(`${place} ${problem}.`, { field: `rules${path}`, hint });
}
