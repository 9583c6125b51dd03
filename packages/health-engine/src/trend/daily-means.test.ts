import { describe, expect, it } from "vitest";
import type { PortfolioDay } from "./alert-history.ts";
import { dailyMeans } from "./daily-means.ts";

/** A day on which `scores` accounts, called a, b, c …, have these scores; null is none. */
function day(date: string, ...scores: (number | null)[]): PortfolioDay {
  const entries = scores.map((score, index) => [
    String.fromCharCode(97 + index),
    score === null ? null : ({ score, band: "good" } as const),
  ]);
  return { day: date, scores: Object.fromEntries(entries) };
}

describe("the mean score by day", () => {
  it("is over the accounts that have a score, in the order of days", () => {
    const { means } = dailyMeans([day("2024-02-08", 80, 90, null), day("2024-02-01", 70, 71, 75)], { share: 0.5 });
    expect(means).toEqual([
      { day: "2024-02-01", accounts: 3, mean: 72 },
      { day: "2024-02-08", accounts: 2, mean: 85 },
    ]);
  });

  it("leaves out days with scores for less than 80 % of the fullest day", () => {
    const full = [10, 20, 30, 40, 50];
    const history = [day("2024-02-01", ...full), day("2024-02-02", 10, 20, 30, 40), day("2024-02-03", 10, 20, 30)];
    expect(dailyMeans([...history, day("2024-02-04", null)])).toEqual({
      means: [
        { day: "2024-02-01", accounts: 5, mean: 30 },
        { day: "2024-02-02", accounts: 4, mean: 25 },
      ],
      partial: [
        { day: "2024-02-03", accounts: 3 },
        { day: "2024-02-04", accounts: 0 },
      ],
    });
  });

  it("does not depend on the order of accounts", () => {
    const scores = { a: 0.1, b: 0.2, c: 0.3, d: 1e15 };
    const of = (entries: [string, number][]) => {
      const given = entries.map(([id, score]) => [id, { score, band: "good" as const }]);
      return dailyMeans([{ day: "2024-02-01", scores: Object.fromEntries(given) }]);
    };
    expect(of(Object.entries(scores))).toEqual(of(Object.entries(scores).reverse()));
  });

  it("is nothing for nothing, and refuses a share that is none", () => {
    expect(dailyMeans([])).toEqual({ means: [], partial: [] });
    for (const share of [0, 1.1, Number.NaN]) expect(() => dailyMeans([], { share })).toThrow("is none");
  });
});
