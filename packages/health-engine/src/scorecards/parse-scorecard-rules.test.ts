import { CsError, lifecycleStages, segments } from "@cs/models";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { runs } from "../../test/runs.ts";
import { parseScorecardRules } from "./parse-scorecard-rules.ts";
import { resolveScorecard } from "./resolve-scorecard.ts";

const rules = [
  { segments: ["enterprise"], lifecycleStages: ["onboarding"], scorecardId: "enterprise_start" },
  { segments: ["enterprise", "mid_market"], scorecardId: "large" },
  { lifecycleStages: ["onboarding"], scorecardId: "start" },
  { scorecardId: "default" },
];

describe("the first rule that holds decides", () => {
  const parsed = parseScorecardRules(rules);
  test.each([
    ["enterprise", "onboarding", "enterprise_start"],
    ["enterprise", "growth", "large"],
    ["enterprise", null, "large"],
    ["mid_market", "onboarding", "large"],
    ["smb", "onboarding", "start"],
    [null, "onboarding", "start"],
    ["smb", "renewal", "default"],
    [null, null, "default"],
  ] as const)("%s in %s has %s", (segment, lifecycleStage, id) => {
    expect(resolveScorecard(parsed, { segment, lifecycleStage })).toBe(id);
  });

  test("rules that were not parsed may leave an account without a scorecard", () => {
    expect(() => resolveScorecard([], { segment: null, lifecycleStage: null })).toThrow(
      expect.objectContaining({ code: "invalid_input", field: "rules" }),
    );
  });
});

describe("bad rules are refused with the place and what to do", () => {
  const refusal = (json: unknown) => {
    try {
      parseScorecardRules(json);
      return "accepted";
    } catch (error) {
      if (!CsError.isInstance(error)) throw error;
      return `${error.message} [${error.field}] ${error.hint}`;
    }
  };

  test("without a default", () => {
    expect(refusal([])).toMatchInlineSnapshot(
      `"The list of scorecard rules is not valid: too small: expected array to have >=1 items. [rules] Correct this value and parse the scorecard again."`,
    );
    expect(refusal(rules.slice(0, 3))).toMatchInlineSnapshot(
      `"rules[2] is last and has conditions. [rules[2]] Add a rule without conditions at the end: the default."`,
    );
  });

  test("that can never hold", () => {
    expect(refusal([{ scorecardId: "default" }, ...rules])).toMatchInlineSnapshot(
      `"rules[1] can never hold: earlier rules take all its accounts. [rules[1]] Move it up, narrow an earlier rule, or remove it."`,
    );
    const twice = [
      { segments: ["smb"], scorecardId: "a" },
      { segments: ["smb"], lifecycleStages: ["growth"], scorecardId: "b" },
    ];
    expect(refusal([...twice, { scorecardId: "default" }])).toMatch(/^rules\[1\] can never hold/);
    // Two rules together take what neither takes alone.
    const halves = lifecycleStages.map((stage) => ({ lifecycleStages: [stage], scorecardId: stage }));
    const smb = { segments: ["smb"], scorecardId: "late" };
    // Only accounts of an unknown stage are left for it, so it holds.
    expect(refusal([...halves, smb, { scorecardId: "default" }])).toBe("accepted");
  });

  test("that the schema does not know", () => {
    expect(refusal([{ segments: ["huge"], scorecardId: "a" }])).toMatchInlineSnapshot(
      `"rules[0].segments[0] is not valid: invalid option: expected one of "enterprise"|"mid_market"|"smb"|"startup". [rules[0].segments[0]] Use one of: enterprise, mid_market, smb, startup."`,
    );
    expect(refusal([{ segment: "smb", scorecardId: "a" }])).toMatchInlineSnapshot(
      `"rules[0].segment is not a known key. [rules[0].segment] Remove "segment" or correct its name."`,
    );
    expect(refusal({})).toMatchInlineSnapshot(
      `"The list of scorecard rules is not valid: invalid input: expected array, received object. [rules] Correct this value and parse the scorecard again."`,
    );
  });
});

test("every account has a scorecard and every accepted rule some account", () => {
  const rule = fc.record(
    {
      segments: fc.subarray([...segments], { minLength: 1 }),
      lifecycleStages: fc.subarray([...lifecycleStages], { minLength: 1 }),
    },
    { requiredKeys: [] },
  );
  const accounts = [...segments, null].flatMap((segment) =>
    [...lifecycleStages, null].map((lifecycleStage) => ({ segment, lifecycleStage })),
  );
  fc.assert(
    fc.property(fc.array(rule, { maxLength: 6 }), (conditions) => {
      const given = [...conditions, {}].map((each, index) => ({ ...each, scorecardId: `s${index}` }));
      const used = new Set(accounts.map((account) => resolveScorecard(given, account)));
      const allUsed = used.size === given.length;
      if (allUsed) expect(parseScorecardRules(given)).toEqual(given);
      else expect(() => parseScorecardRules(given)).toThrow(/can never hold/);
    }),
    runs,
  );
});
