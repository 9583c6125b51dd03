import type { HealthBand } from "@cs/models";
import { describe, expect, test } from "vitest";
import { asOf, plains, scorecardOf, values } from "../../test/scorecards.ts";
import { score } from "./score.ts";

const scorecard = scorecardOf(plains({ a: 1 }), {
  caps: [{ id: "p0", label: "P0", maximum: 49, when: [{ measure: "p0", atLeast: 1 }] }],
  bands: { excellent: 90, good: 70, atRisk: 50, hysteresis: 2 },
});

function run(value: number, previousBand?: HealthBand, card = scorecard, p0 = 0) {
  return score({ scorecard: card, observations: values({ a: value, p0 }), asOf, previousBand });
}

describe("a band with a hysteresis of 2 points", () => {
  test.each([
    [68, "good", "good", "at_risk"], // not more than 2 points below 70
    [67.9999, "good", "at_risk", undefined],
    [71, "at_risk", "at_risk", "good"],
    [72, "at_risk", "at_risk", "good"], // not more than 2 points above 70
    [72.0001, "at_risk", "good", undefined],
    [91, "at_risk", "excellent", undefined], // left clearly, so the band of the score
    [91, "good", "good", "excellent"],
    [10, "excellent", "critical", undefined],
    [88, "excellent", "excellent", "good"],
    [70, "good", "good", undefined],
    [51, "critical", "critical", "at_risk"],
    [51, "insufficient_data", "at_risk", undefined],
  ] as const)("at %d after %s is %s", (value, previous, band, heldFrom) => {
    const result = run(value, previous);
    expect([result.band, result.heldFrom]).toEqual([band, heldFrom]);
  });

  test("decimals are those of the scorecard, in spite of binary fractions", () => {
    const fine = { ...scorecard, bands: { ...scorecard.bands, hysteresis: 0.1 } };
    expect(run(70.1, "at_risk", fine).band).toBe("at_risk");
    expect(run(69.9, "good", fine).band).toBe("good");
    expect(run(69.8999, "good", fine).band).toBe("at_risk");
  });

  test("never softens a cap that took points, and never holds the proved band", () => {
    expect(run(95, "at_risk", scorecard, 1)).toMatchObject({ score: 49, band: "critical" });
    expect(run(49, "at_risk", scorecard, 0)).toMatchObject({ score: 49, band: "at_risk", provedBand: "critical" });
    // The cap fired, but the score was below it anyway.
    expect(run(48.5, "at_risk", scorecard, 1)).toMatchObject({ score: 48.5, band: "at_risk", heldFrom: "critical" });
  });
});

test("without hysteresis the previous band changes nothing, not even the input hash", () => {
  for (const bands of [
    { excellent: 90, good: 70, atRisk: 50 },
    { excellent: 90, good: 70, atRisk: 50, hysteresis: 0 },
  ]) {
    expect(run(70, "excellent", { ...scorecard, bands })).toStrictEqual(run(70, undefined, { ...scorecard, bands }));
  }
  expect(run(70, "excellent").inputHash).not.toBe(run(70, "good").inputHash);
  expect(run(70, "insufficient_data").inputHash).toBe(run(70).inputHash);
});
