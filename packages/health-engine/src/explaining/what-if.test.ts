import { describe, expect, test } from "vitest";
import { asOf, values } from "../../test/scorecards.ts";
import { defaultScorecard } from "../scorecards/default-scorecard.ts";
import { whatIf } from "./what-if.ts";

const scorecard = { ...defaultScorecard, minimumCoverage: 0.2 };
const input = {
  scorecard,
  asOf,
  observations: values({ usage_trend: 0, champion_gone_days: 45, seat_utilisation: 0.9, tenure_days: 10 }),
};

describe("whatIf", () => {
  test("a champion who is there again lifts the cap and the points", () => {
    const { before, after, change } = whatIf(input, { champion_gone_days: 0 });
    // Nominal: trend .3 / 5 = .06, champion .2 / 3, seats .2 x 2/3: together .26 covered, factor 1.5, kept 1 - .39 = .61.
    // Before: 1.5 (.06 x 80 + .2 / 3 x (20 + 2 x 100)) + .61 x 50 = 1.5 x 19.467 + 30.5 = 59.7, capped at 49.
    // After: 1.5 x .2 / 3 x 80 = 8 more.
    expect(before.score).toBe(49);
    expect(after.score).toBeCloseTo(67.7, 9);
    // Nothing 49, data 49, cap 59.7, both 67.7: data (0 + 8) / 2, cap (10.7 + 18.7) / 2
    expect(change.factors?.data).toBeCloseTo(4, 9);
    expect(change.factors?.cap).toBeCloseTo(14.7, 9);
    expect(change.measures).toMatchObject([{ measure: "champion_gone_days", before: { value: 45 } }]);
  });

  test("a measure that the scorecard does not use is refused by name", () => {
    expect(() => whatIf(input, { moon_phase: 1 })).toThrow(
      expect.objectContaining({ code: "invalid_input", field: "values.moon_phase" }),
    );
  });
});
