import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cases } from "../../test/random-scorecards.ts";
import { runs } from "../../test/runs.ts";
import { parseScorecard } from "../scorecards/parse-scorecard.ts";
import { bandOf } from "./band-of.ts";
import { compileScorecard } from "./compile-scorecard.ts";
import { score } from "./score.ts";

describe("for every scorecard and every observation", () => {
  test("the generated scorecards are ones that parse", () => {
    fc.assert(
      fc.property(cases, ({ scorecard }) => {
        expect(parseScorecard(structuredClone(scorecard))).toEqual(scorecard);
      }),
      runs,
    );
  });

  test("all numbers are finite and in their range, and the score is inside its interval", () => {
    fc.assert(
      fc.property(cases, (input) => {
        const result = score(input);
        const { low, high } = result.interval;
        for (const number of [result.score ?? 0, low, high]) {
          expect(number).toBeGreaterThanOrEqual(0);
          expect(number).toBeLessThanOrEqual(100);
        }
        expect(low).toBeLessThanOrEqual(high);
        expect(result.score ?? low).toBeGreaterThanOrEqual(low);
        expect(result.score ?? high).toBeLessThanOrEqual(high);
        expect(result.coverage).toBeGreaterThanOrEqual(0);
        expect(result.coverage).toBeLessThanOrEqual(1);
        expect(result.confidence).toBeLessThanOrEqual(result.coverage);
        expect(result.confidence).toBeGreaterThanOrEqual(result.coverage / 2);
        expect(result.band).toBe(
          result.score === null ? "insufficient_data" : bandOf(result.score, input.scorecard.bands),
        );
        expect(result.score === null).toBe(result.reason !== null);
      }),
      runs,
    );
  });

  test("points sum to the score, shown points to the rounded score, effective weights to 1", () => {
    fc.assert(
      fc.property(cases, (input) => {
        const result = score(input);
        const lines = [...result.contributions, ...result.capsFired];
        const sum = lines.reduce((total, line) => total + line.points, 0);
        const shown = lines.reduce((total, line) => total + line.shownPoints, 0);
        expect(Math.abs(sum - (result.score ?? 0))).toBeLessThanOrEqual(1e-9);
        expect(shown).toBe(Math.round(result.score ?? 0));
        expect(lines.filter((line) => Math.abs(line.shownPoints - line.points) > 1)).toEqual([]);
        const weights = result.contributions.reduce((total, line) => total + line.effectiveWeight, 0);
        expect(weights).toBeCloseTo(result.score === null ? 0 : 1, 9);
        const wrong = result.contributions.filter(
          (line) =>
            line.effectiveWeight > line.weight * 1.5 || line.points !== line.effectiveWeight * (line.normalised ?? 0),
        );
        expect(wrong).toEqual([]);
      }),
      runs,
    );
  });

  test("the same input gives the same result and is left as it was, compiled before or not", () => {
    fc.assert(
      fc.property(cases, (input) => {
        const copy = structuredClone(input);
        const result = score(input);
        expect(score({ ...copy, scorecard: compileScorecard(copy.scorecard) })).toStrictEqual(result);
        expect(input).toEqual(copy);
      }),
      runs,
    );
  });
});
