import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { levelOf, limitsText, type RiskLimits } from "./risk-factor.ts";
import { factorNamed, riskFactors } from "./risk-factors.ts";

const ranks = { unknown: 1, low: 0, medium: 1, high: 2 } as const;

describe("the level of a value", () => {
  it.each([
    [{ worse: "more", medium: 14, high: 30 }, [13.9, 14, 29.9, 30], ["low", "medium", "medium", "high"]],
    [{ worse: "less", medium: 0.75, high: 0.5 }, [0.75, 0.74, 0.5, 0.49], ["low", "medium", "medium", "high"]],
    [{ worse: "more", medium: null, high: 1 }, [0, 1], ["low", "high"]],
    [{ worse: "less", medium: 1, high: null }, [1, 0], ["low", "medium"]],
    [
      { worse: "less", medium: 91, high: 31, notBelow: 0 },
      [-1, 0, 30, 31, 91],
      ["low", "high", "high", "medium", "low"],
    ],
  ] as const)("by %j", (limits, values, levels) => {
    expect(values.map((value) => levelOf(value, limits))).toEqual(levels);
    expect(levelOf(null, limits)).toBe("unknown");
  });

  it("never falls when a value gets worse, for any factor", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...riskFactors),
        fc.double({ min: 0, max: 2000, noNaN: true }),
        fc.double({ min: 0, max: 500, noNaN: true }),
        ({ limits }, value, step) => {
          const worse = limits.worse === "more" ? value + step : value - step;
          fc.pre(limits.notBelow === undefined || worse >= limits.notBelow);
          expect(ranks[levelOf(worse, limits)]).toBeGreaterThanOrEqual(ranks[levelOf(value, limits)]);
        },
      ),
    );
  });

  it("is explained by its limits", () => {
    const limits: RiskLimits = { worse: "less", medium: 91, high: 31, notBelow: 0 };
    expect(limitsText(limits)).toBe("high < 31, medium < 91, low < 0");
    expect(limitsText({ worse: "more", medium: null, high: 1 })).toBe("high >= 1");
  });
});

describe("factors", () => {
  it("have limits in the order of their levels, and a label", () => {
    for (const { id, label, limits } of riskFactors) {
      const { worse, medium, high } = limits;
      expect(label, id).toMatch(/\S/);
      if (medium !== null && high !== null) expect(worse === "more" ? high > medium : high < medium, id).toBe(true);
    }
  });

  it("are found by id, or the nearest one is named", () => {
    expect(factorNamed("inactivity").measure).toBe("usage_recency_days");
    expect(() => factorNamed("champion_left")).toThrow(
      expect.objectContaining({ field: "factor", hint: expect.stringContaining("champion_gone") }),
    );
  });
});
