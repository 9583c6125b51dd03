import type { Normaliser, Scorecard, ScorecardMeasure } from "@cs/models";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { evenly } from "../../test/evenly.ts";
import { cases, value } from "../../test/random-scorecards.ts";
import { runs } from "../../test/runs.ts";
import { compileScorecard } from "./compile-scorecard.ts";
import { score } from "./score.ts";

const measuresOf = ({ groups }: Scorecard) => groups.flatMap(({ measures }) => measures);

/** The scorecard with caps that fire on the bad side of a measure, as its direction says. */
function agreeing(scorecard: Scorecard, { measure, direction }: ScorecardMeasure): Scorecard {
  const caps = scorecard.caps.map((cap) => ({
    ...cap,
    when: cap.when.map((condition) => {
      if (condition.measure !== measure) return condition;
      const limit = condition.atLeast ?? condition.below ?? 0;
      return direction === "higher_is_better" ? { measure, below: limit } : { measure, atLeast: limit };
    }),
  }));
  return { ...scorecard, caps };
}

test("a better value never lowers the score or an end of the interval", () => {
  fc.assert(
    fc.property(cases, value, value, fc.nat(), ({ scorecard, observations, asOf }, first, second, pick) => {
      const directed = measuresOf(scorecard).filter(({ direction }) => direction !== "target");
      const measure = directed[pick % Math.max(1, directed.length)];
      fc.pre(measure !== undefined);
      if (!measure) return;
      const plan = compileScorecard(agreeing(scorecard, measure));
      const at = (number: number) =>
        score({
          scorecard: plan,
          observations: { ...observations, [measure.measure]: { value: number, observedOn: asOf } },
          asOf,
        });
      const [lower, higher] = [at(Math.min(first, second)), at(Math.max(first, second))];
      const [worse, better] = measure.direction === "higher_is_better" ? [lower, higher] : [higher, lower];
      expect(better.score ?? 0).toBeGreaterThanOrEqual(worse.score ?? 0);
      expect(better.interval.low).toBeGreaterThanOrEqual(worse.interval.low);
      expect(better.interval.high).toBeGreaterThanOrEqual(worse.interval.high);
    }),
    runs,
  );
});

describe("one event", () => {
  /** Points per unit where a continuous normaliser is steepest; infinite where it jumps. */
  function steepest(normaliser: Normaliser): number {
    switch (normaliser.kind) {
      case "piecewise_linear":
        return normaliser.knots.reduce((most, [number, points], index, knots) => {
          const [before, earned] = knots[index - 1] ?? [number, points];
          return number === before ? most : Math.max(most, Math.abs(points - earned) / (number - before));
        }, 0);
      case "recency":
        // d/dx 100 x 2^(-x/h) at 0
        return (100 * Math.LN2) / normaliser.halfLifeDays;
      case "target_range":
        return 100 / Math.min(normaliser.from - normaliser.zeroBelow, normaliser.zeroAbove - normaliser.to);
      case "logistic":
        return 25 * Math.abs(normaliser.steepness);
      case "banded":
      case "percentile":
        return Number.POSITIVE_INFINITY;
    }
  }

  test("that changes a measure by one unit and crosses no cap moves the score by at most weight x steepest slope", () => {
    fc.assert(
      fc.property(
        cases,
        evenly(-200, 300),
        fc.nat(),
        fc.constantFrom(-1, 1),
        ({ scorecard, observations, asOf }, from, pick, unit) => {
          const continuous = measuresOf(scorecard).filter(({ normaliser }) => Number.isFinite(steepest(normaliser)));
          const measure = continuous[pick % Math.max(1, continuous.length)];
          fc.pre(measure !== undefined);
          if (!measure) return;
          const id = measure.measure;
          const plan = compileScorecard(scorecard);
          const at = (number: number) =>
            score({
              scorecard: plan,
              observations: { ...observations, [id]: { value: number, observedOn: asOf } },
              asOf,
            });
          const [before, after] = [at(from), at(from + unit)];
          fc.pre(before.score !== null && after.score !== null);
          const capsOf = (result: typeof before) => result.capsFired.map((fired) => fired.id).join();
          fc.pre(capsOf(before) === capsOf(after));
          // The effective weight, at most 1.5 x the nominal one, is the same on both sides: the measure is known on both.
          const { effectiveWeight = 0, weight = 0 } = before.contributions.find((line) => line.measure === id) ?? {};
          const moved = Math.abs((after.score ?? 0) - (before.score ?? 0));
          expect(moved).toBeLessThanOrEqual(effectiveWeight * steepest(measure.normaliser) + 1e-9);
          expect(moved).toBeLessThanOrEqual(1.5 * weight * steepest(measure.normaliser) + 1e-9);
        },
      ),
      runs,
    );
  });
});
