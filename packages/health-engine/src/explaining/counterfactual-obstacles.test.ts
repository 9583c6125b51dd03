import { describe, expect, test } from "vitest";
import { reached } from "../../test/reached.ts";
import { asOf, plain, scorecardOf, values } from "../../test/scorecards.ts";
import { counterfactual } from "./counterfactual.ts";

describe("caps", () => {
  const caps = [{ id: "p0", label: "P0", maximum: 49, when: [{ measure: "p0", atLeast: 1 }] }];
  const scorecard = scorecardOf([plain("a", 1)], { caps });
  const input = { scorecard, observations: values({ a: 60, p0: 2 }), asOf };

  test("are lifted when one of their measures is actionable", () => {
    const actionable = { a: { costPerUnit: 1 }, p0: { costPerUnit: 5, step: 1 } };
    const result = reached(counterfactual({ input, targetBand: "good", actionable }));
    expect(result.changes).toEqual([
      { measure: "a", from: 60, to: 70, cost: 10 },
      { measure: "p0", from: 2, to: 0, cost: 10 },
    ]);
    expect(result.optimal).toBe(true);
  });

  test("are named when they stay", () => {
    expect(counterfactual({ input, targetBand: "good" })).toEqual({
      reachable: false,
      why: "cap",
      reason: "no allowed change lifts p0, which keeps the score below good",
      caps: ["p0"],
      missing: [],
      scoreAtLimits: 49,
    });
  });

  test("with two conditions the cheaper one is undone", () => {
    const when = [
      { measure: "seats", below: 0.5 },
      { measure: "tickets", atLeast: 10 },
    ];
    const two = scorecardOf([plain("a", 1)], { caps: [{ id: "c", label: "C", maximum: 30, when }] });
    const given = { scorecard: two, observations: values({ a: 60, seats: 0.2, tickets: 14 }), asOf };
    const costs = (seats: number, tickets: number) => ({
      seats: { costPerUnit: seats },
      tickets: { costPerUnit: tickets, step: 1 },
    });
    // Seats .3 x 10 = 3; tickets 14 -> 9 is 5 units.
    expect(reached(counterfactual({ input: given, targetBand: "at_risk", actionable: costs(10, 1) })).to).toEqual({
      seats: 0.5,
    });
    expect(reached(counterfactual({ input: given, targetBand: "at_risk", actionable: costs(10, 0.5) })).to).toEqual({
      tickets: 9,
    });
  });

  test("a cap that the improvement itself would fire is kept from firing", () => {
    const when = [{ measure: "a", atLeast: 90 }];
    const tricky = scorecardOf([plain("a", 1), plain("b", 1)], { caps: [{ id: "c", label: "C", maximum: 20, when }] });
    const given = { scorecard: tricky, observations: values({ a: 80, b: 40 }), asOf };
    const actionable = { a: { costPerUnit: 1, step: 1 }, b: { costPerUnit: 3, step: 1 } };
    // 20 units of a would be cheapest; 9 are allowed, 11 of b make up for the rest.
    expect(reached(counterfactual({ input: given, targetBand: "good", actionable })).to).toEqual({ a: 89, b: 51 });
  });
});

describe("unreachable", () => {
  test("at the limits, with what is missing", () => {
    const scorecard = scorecardOf([plain("a", 1), plain("b", 1)]);
    const input = { scorecard, observations: values({ a: 40 }), asOf };
    // At 100: 1.5 x .5 x 100 + .25 x 50 = 87.5
    expect(counterfactual({ input, targetBand: "excellent" })).toEqual({
      reachable: false,
      why: "limits",
      reason: "with every actionable measure at its best the score is 87.5, below excellent",
      caps: [],
      missing: ["b"],
      scoreAtLimits: 87.5,
    });
  });

  test("without a score", () => {
    const scorecard = scorecardOf([plain("a", 1), plain("b", 1)], { minimumCoverage: 0.7 });
    const result = counterfactual({ input: { scorecard, observations: values({ a: 40 }), asOf }, targetBand: "good" });
    expect(result).toMatchObject({ reachable: false, why: "missing_data", missing: ["b"], scoreAtLimits: null });
    expect(result).toMatchObject({ reason: expect.stringContaining("50 % of the weight is covered") });
  });

  test("an override in force is not worked around", () => {
    const override = { score: 30, reason: "Sponsor leaves", author: "csm", expiresOn: "2024-07-10" };
    const input = { scorecard: scorecardOf([plain("a", 1)]), observations: values({ a: 60 }), asOf, override };
    expect(counterfactual({ input, targetBand: "good" })).toMatchObject({ reachable: false, why: "override" });
    expect(counterfactual({ input, targetBand: "critical" })).toMatchObject({ reachable: true, changes: [] });
  });
});
