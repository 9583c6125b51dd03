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
    // Nominal: trend .3 x 2/3 = .2, champion .2 x 1/4 = .05, seats .15 x 2/3 = .1; covered .35, factor 1.5, kept .475.
    // Before: 1.5 (.2 x 80 + .05 x 20 + .1 x 100) + .475 x 50 = 40.5 + 23.75 = 64.25, capped at 49. After: 6 more.
    expect(before.score).toBe(49);
    expect(after.score).toBeCloseTo(70.25, 9);
    // Nothing 49, data 49, cap 64.25, both 70.25: data (0 + 6) / 2, cap (15.25 + 21.25) / 2
    expect(change.factors?.data).toBeCloseTo(3, 9);
    expect(change.factors?.cap).toBeCloseTo(18.25, 9);
    expect(change.measures).toMatchObject([{ measure: "champion_gone_days", before: { value: 45 } }]);
  });

  test("a measure that the scorecard does not use is refused by name", () => {
    expect(() => whatIf(input, { moon_phase: 1 })).toThrow(
      expect.objectContaining({ code: "invalid_input", field: "values.moon_phase" }),
    );
  });
});
