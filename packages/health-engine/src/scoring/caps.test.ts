import type { Cap } from "@cs/models";
import { describe, expect, test } from "vitest";
import { asOf, plains, scorecardOf, values } from "../../test/scorecards.ts";
import { score } from "./score.ts";

describe("caps", () => {
  const gone: Cap = { id: "gone", label: "Champion gone", maximum: 49, when: [{ measure: "gone_days", atLeast: 45 }] };
  const notice: Cap = { id: "notice", label: "Notice", maximum: 29, when: [{ measure: "notice", atLeast: 1 }] };
  const seats: Cap = {
    id: "seats",
    label: "Empty seats",
    maximum: 59,
    when: [
      { measure: "a", below: 50 },
      { measure: "tenure", atLeast: 180 },
    ],
  };
  const scorecard = scorecardOf(plains({ a: 1, b: 1 }), { caps: [gone, seats, notice] });
  const run = (numbers: Record<string, number>) => score({ scorecard, observations: values(numbers), asOf });

  test("the tightest fired cap bounds the score and says what it took away", () => {
    const result = run({ a: 90, b: 80.5, gone_days: 45, notice: 1, tenure: 10 });
    // (90 + 80.5) / 2 = 85.25; 29 - 85.25 = -56.25
    expect(result).toMatchObject({ score: 29, band: "critical", interval: { low: 29, high: 29 } });
    expect(result.capsFired.map(({ id, points, evidence }) => [id, points, evidence])).toEqual([
      ["notice", -56.25, { notice: 1 }],
      ["gone", 0, { gone_days: 45 }],
    ]);
    // 45 + 40.25 - 56.25 = 29; floors 45 + 40 - 57 = 28; the .75 of the cap line is the largest remainder.
    expect(result.contributions.map(({ shownPoints }) => shownPoints)).toEqual([45, 40]);
    expect(result.capsFired.map(({ shownPoints }) => shownPoints)).toEqual([-56, 0]);
  });

  test("a fired cap above the score is listed and takes nothing", () => {
    const result = run({ a: 20, b: 40, gone_days: 100, notice: 0, tenure: 400 });
    expect(result.score).toBe(30);
    expect(result.capsFired.map(({ id, points }) => [id, points])).toEqual([
      ["gone", 0],
      ["seats", 0],
    ]);
  });

  test("all conditions must hold, at their exact limits", () => {
    expect(run({ a: 50, b: 100, gone_days: 44.9, notice: 0, tenure: 400 }).capsFired).toEqual([]);
    const result = run({ a: 49, b: 99, gone_days: 0, notice: 0, tenure: 180 });
    expect(result.score).toBe(59);
    expect(result.capsFired[0]?.evidence).toEqual({ a: 49, tenure: 180 });
  });

  test("a cap that cannot be decided bounds the low end only", () => {
    const result = run({ a: 90, b: 90, notice: 0 });
    expect(result).toMatchObject({
      score: 90,
      band: "excellent",
      interval: { low: 49, high: 90 },
      provedBand: "critical",
      capsUndecided: [{ id: "gone", label: "Champion gone", maximum: 49, unknown: ["gone_days"] }],
    });
    expect(result.capsFired).toEqual([]);
  });

  test("a cap with a condition that fails cannot fire, whatever else is missing", () => {
    // a >= 50 decides `seats` without a tenure.
    expect(run({ a: 90, b: 90, notice: 0, gone_days: 0 }).interval).toEqual({ low: 90, high: 90 });
  });

  test("a condition on a later observation is undecided, one on an old observation is not", () => {
    const observations = { ...values({ a: 90, b: 90, tenure: 1 }), notice: { value: 0, observedOn: "2020-01-01" } };
    const later = { ...observations, gone_days: { value: 80, observedOn: "2024-07-01" } };
    expect(score({ scorecard, observations: later, asOf })).toMatchObject({
      score: 90,
      interval: { low: 49, high: 90 },
    });
  });
});
