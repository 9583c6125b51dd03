import type { Cap, MeasureObservations, Scorecard } from "@cs/models";
import { describe, expect, test } from "vitest";
import { asOf, plain, scorecardOf, values } from "../../test/scorecards.ts";
import { compileScorecard } from "./compile-scorecard.ts";
import { score } from "./score.ts";

describe("input hash", () => {
  const cap: Cap = { id: "c", label: "C", maximum: 10, when: [{ measure: "x", atLeast: 9 }] };
  const scorecard = scorecardOf([plain("a", 1), plain("b", 2)], { caps: [cap] });
  const hash = (card: Scorecard, observations: MeasureObservations, day = asOf) =>
    score({ scorecard: card, observations, asOf: day }).inputHash;
  const base = hash(scorecard, values({ a: 1, b: 0, x: 3 }));

  test("is 64 hex digits and does not depend on order, on unnamed measures or on the sign of zero", () => {
    expect(base).toMatch(/^[0-9a-f]{64}$/);
    const turned = scorecardOf([plain("b", 2), plain("a", 1)], { caps: [cap], name: "Another title" });
    expect(hash(turned, values({ other: 7, x: 3, b: -0, a: 1 }))).toBe(base);
  });

  test("changes with a value, a day, a weight, a cap, the version and the as-of day", () => {
    const hashes = [
      base,
      hash(scorecard, values({ a: 2, b: 0, x: 3 })),
      hash(scorecard, values({ a: 1, b: 0, x: 4 })),
      hash(scorecard, { ...values({ a: 1, b: 0 }), x: { value: 3, observedOn: null } }),
      hash(scorecardOf([plain("a", 1), plain("b", 3)], { caps: [cap] }), values({ a: 1, b: 0, x: 3 })),
      hash({ ...scorecard, caps: [{ ...cap, maximum: 11 }] }, values({ a: 1, b: 0, x: 3 })),
      hash({ ...scorecard, version: 2 }, values({ a: 1, b: 0, x: 3 })),
      hash(scorecard, values({ a: 1, b: 0, x: 3 }), "2024-07-01"),
    ];
    expect(new Set(hashes).size).toBe(hashes.length);
  });

  test("is the SHA-256 of the canonical JSON", () => {
    // Digests from sha256sum of texts written by hand (one line each). The scorecard:
    // {"bands":{"atRisk":50,"excellent":90,"good":70},"caps":[],"groups":[{"id":"all","measures":[{"direction":"high
    // er_is_better","measure":"a","normaliser":{"kind":"piecewise_linear","knots":[[0,0],[100,100]]},"nullPolicy":"e
    // xclude","stalenessLimitDays":null,"weight":1}],"weight":1}],"id":"test","minimumCoverage":0,"version":3}
    // and the input, with that digest for D:
    // {"asOf":"2024-06-30","observations":{"a":{"observedOn":"2024-06-30","value":1}},"scorecard":"D"}
    const tiny = scorecardOf([plain("a", 1)], { version: 3 });
    expect(compileScorecard(tiny).contentHash).toBe("2ef3f197e7fc2515dd0d0a86ea6a2e4372ccfb79986382183f551b45a75362f3");
    expect(hash(tiny, values({ a: 1 }))).toBe("48fe4698555bde8c05b39e08e183463b9ea57dd769adfb2ebffcf41dff2528bd");
  });
});
