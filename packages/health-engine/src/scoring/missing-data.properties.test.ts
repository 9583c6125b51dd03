import fc from "fast-check";
import { expect, test } from "vitest";
import { cases } from "../../test/random-scorecards.ts";
import { runs } from "../../test/runs.ts";
import { compileScorecard } from "./compile-scorecard.ts";
import { score } from "./score.ts";

const bandsFromWorst = ["critical", "at_risk", "good", "excellent"];

test("taking data away never raises the proved band or narrows the interval, and strictly lowers confidence", () => {
  fc.assert(
    fc.property(cases, fc.nat(7), ({ scorecard, observations, asOf }, pick) => {
      const { [`m${pick}`]: _, ...rest } = observations;
      const plan = compileScorecard(scorecard);
      const before = score({ scorecard: plan, observations, asOf });
      const after = score({ scorecard: plan, observations: rest, asOf });
      expect(bandsFromWorst.indexOf(after.provedBand)).toBeLessThanOrEqual(bandsFromWorst.indexOf(before.provedBand));
      expect(after.interval.low).toBeLessThanOrEqual(before.interval.low);
      expect(after.interval.high).toBeGreaterThanOrEqual(before.interval.high);
      // What was missing, too old or of no measure of the scorecard did not count.
      const counted = before.contributions.some(({ measure, value }) => measure === `m${pick}` && value !== null);
      if (counted) expect(after.confidence).toBeLessThan(before.confidence);
      else expect(after.confidence).toBe(before.confidence);
    }),
    runs,
  );
});

test("taking all data away, one observation after the other, lowers confidence each time and ends at 0", () => {
  fc.assert(
    fc.property(cases, ({ scorecard, observations, asOf }) => {
      const plan = compileScorecard(scorecard);
      const full = score({ scorecard: plan, observations, asOf });
      const counted = full.contributions.filter(({ value }) => value !== null);
      const left: Record<string, (typeof observations)[string]> = { ...observations };
      const confidences = counted.map(({ measure }) => {
        delete left[measure];
        return score({ scorecard: plan, observations: left, asOf }).confidence;
      });
      const path = [full.confidence, ...confidences];
      expect(path.every((confidence, at) => at === 0 || confidence < (path[at - 1] ?? 0))).toBe(true);
      expect(path.at(-1)).toBe(0);
    }),
    runs,
  );
});

test("data later than the as-of day change nothing but the reason that names them", () => {
  fc.assert(
    fc.property(cases, ({ scorecard, observations, asOf }) => {
      const upToThen = Object.entries(observations).filter(
        ([, item]) => item.value === null || item.observedOn === null || item.observedOn <= asOf,
      );
      const plan = compileScorecard(scorecard);
      const withoutReasons = (given: typeof observations) => {
        const result = score({ scorecard: plan, observations: given, asOf });
        const contributions = result.contributions.map((line) => ({ ...line, reason: null }));
        return { ...result, reason: null, contributions };
      };
      expect(withoutReasons(Object.fromEntries(upToThen))).toStrictEqual(withoutReasons(observations));
    }),
    runs,
  );
});

test("before the first fact nothing is known, whatever comes later", () => {
  const early = "2020-01-01";
  fc.assert(
    fc.property(cases, ({ scorecard, observations, asOf }) => {
      const dated = Object.entries(observations).map(([id, item]) => [
        id,
        item.value === null ? item : { ...item, observedOn: item.observedOn ?? asOf },
      ]);
      const plan = compileScorecard(scorecard);
      const result = score({ scorecard: plan, observations: Object.fromEntries(dated), asOf: early });
      expect(result).toMatchObject({ score: null, band: "insufficient_data", coverage: 0, confidence: 0 });
      const empty = score({ scorecard: plan, observations: {}, asOf: early });
      expect(result.interval).toEqual(empty.interval);
      expect(result.contributions.map(({ value, points }) => [value, points])).toEqual(
        empty.contributions.map(({ value, points }) => [value, points]),
      );
    }),
    runs,
  );
});
