import { type ScoreBand, scoreBands } from "@cs/models";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { evenly } from "../../test/evenly.ts";
import { type Gain, gains } from "../../test/random-gains.ts";
import { runs } from "../../test/runs.ts";
import { asOf, values } from "../../test/scorecards.ts";
import { scoreBatch } from "../batch/score-batch.ts";
import { parseScorecard } from "../scorecards/parse-scorecard.ts";
import { compileScorecard } from "../scoring/compile-scorecard.ts";
import { score } from "../scoring/score.ts";
import { counterfactual } from "./counterfactual.ts";

const isReached = (band: string | undefined, target: ScoreBand) =>
  scoreBands.slice(0, scoreBands.indexOf(target) + 1).some((each) => each === band);

/** The current value of each actionable measure and those of `tried` that its limits allow, with what they cost. */
function choices({ input, actionable }: Gain, tried: readonly number[]) {
  return Object.entries(actionable).flatMap(
    ([measure, { minimum = -Infinity, maximum = Infinity, costPerUnit = 1, step }]) => {
      const current = input.observations[measure]?.value;
      if (current === undefined || current === null) return [];
      const all = step === undefined ? tried : tried.map((value) => Math.round(value / step) * step);
      const allowed = all.filter((value) => value >= Math.min(minimum, current) && value <= Math.max(maximum, current));
      const options = [current, ...allowed].map((value) => ({ value, cost: costPerUnit * Math.abs(value - current) }));
      return [{ measure, options }];
    },
  );
}

type Choices = ReturnType<typeof choices>;

/** What each row of picks costs (one pick per list of choices), and the band that `scoreBatch` gives it. */
function tryAll({ input }: Gain, lists: Choices, rows: readonly (readonly number[])[]) {
  const columns = Object.fromEntries(
    Object.entries(input.observations).map(([measure, { value }]) => {
      return [measure, { values: new Float64Array(rows.length).fill(value ?? Number.NaN) }];
    }),
  );
  const costs = rows.map((picks, row) => {
    let cost = 0;
    for (const [place, { measure, options }] of lists.entries()) {
      const picked = options[picks[place] ?? 0];
      const column = columns[measure]?.values;
      if (column) column[row] = picked?.value ?? Number.NaN;
      cost += picked?.cost ?? 0;
    }
    return cost;
  });
  const { bands, bandNames } = scoreBatch({ scorecard: input.scorecard, asOf, accounts: rows.length, columns });
  return costs.map((cost, row) => ({ cost, band: bandNames[bands[row] ?? -1] }));
}

/** Every way to pick one option of each list. */
function combinations(lists: Choices): number[][] {
  return lists.reduce<number[][]>(
    (rows, { options }) => rows.flatMap((row) => options.map((_, at) => [...row, at])),
    [[]],
  );
}

describe("for every scorecard, cap and limit", () => {
  test("the generated scorecards are ones that parse", () => {
    fc.assert(
      fc.property(gains({ measures: 6, caps: 2 }), ({ input }) => {
        expect(parseScorecard(structuredClone(input.scorecard))).toEqual(input.scorecard);
      }),
      runs,
    );
  });

  test("the changes reach the band through score, stay within limits, and none can be left out", () => {
    let reachable = 0;
    fc.assert(
      fc.property(gains({ measures: 6, caps: 2 }), (given) => {
        const found = counterfactual(given);
        if (!found.reachable) return;
        reachable += 1;
        const plan = compileScorecard(given.input.scorecard);
        const changed = (to: Record<string, number>) =>
          score({ ...given.input, scorecard: plan, observations: { ...given.input.observations, ...values(to) } });
        const to = Object.fromEntries(found.changes.map((change) => [change.measure, change.to]));
        expect(changed(to)).toEqual(found.result);
        expect(isReached(found.result.band, given.targetBand)).toBe(true);
        for (const { measure, from, to: value, cost } of found.changes) {
          const { minimum = -Infinity, maximum = Infinity, costPerUnit = 0, step } = given.actionable[measure] ?? {};
          expect(given.input.observations[measure]?.value).toBe(from);
          expect(value).toBeGreaterThanOrEqual(Math.min(minimum, from));
          expect(value).toBeLessThanOrEqual(Math.max(maximum, from));
          if (step !== undefined) expect(value / step).toBe(Math.round(value / step));
          expect(cost).toBeCloseTo(costPerUnit * Math.abs(value - from), 9);
          const { [measure]: _, ...rest } = to;
          expect(isReached(changed(rest).band, given.targetBand)).toBe(false);
        }
        const total = found.changes.reduce((sum, { cost }) => sum + cost, 0);
        expect(found.cost).toBeCloseTo(total, 9);
      }),
      runs,
    );
    expect(reachable).toBeGreaterThan(300);
  });

  test("no values tried at random are cheaper, or reach what is said to be unreachable", () => {
    const picks = fc.array(fc.array(fc.nat(999), { minLength: 7, maxLength: 7 }), { minLength: 10, maxLength: 10 });
    const tried = fc.array(evenly(-30, 130), { minLength: 8, maxLength: 8 });
    fc.assert(
      fc.property(gains({ measures: 4, caps: 2 }), picks, tried, (given, rows, extra) => {
        const found = counterfactual(given);
        if (!found.reachable && found.why === "gave_up") return;
        if (found.reachable && !found.optimal) return;
        const lists = choices(given, [...extra, 0, 20, 40, 100, 110]);
        const inRange = rows.map((row) => lists.map(({ options }, place) => (row[place] ?? 0) % options.length));
        const below = found.reachable ? found.cost - 1e-6 : Infinity;
        const better = tryAll(given, lists, inRange).filter(
          ({ cost, band }) => cost < below && isReached(band, given.targetBand),
        );
        expect(better).toEqual([]);
      }),
      runs,
    );
  });

  test("with steps it is the cheapest of all combinations", () => {
    fc.assert(
      fc.property(gains({ measures: 3, caps: 1 }), (given) => {
        const limits = Object.entries(given.actionable).map(([measure, { costPerUnit }]) => [
          measure,
          { costPerUnit, minimum: -20, maximum: 120, step: 20 },
        ]);
        const stepped: Gain = { ...given, actionable: Object.fromEntries(limits) };
        const lists = choices(stepped, [-20, 0, 20, 40, 60, 80, 100, 120]);
        const reaching = tryAll(stepped, lists, combinations(lists)).filter(({ band }) =>
          isReached(band, given.targetBand),
        );
        const cheapest = reaching.reduce((least, { cost }) => Math.min(least, cost), Infinity);
        const found = counterfactual(stepped);
        if (found.reachable) {
          expect(found.optimal).toBe(true);
          expect(found.cost).toBeCloseTo(cheapest, 6);
        } else {
          expect(["limits", "cap", "missing_data"]).toContain(found.why);
          expect(cheapest).toBe(Infinity);
        }
      }),
      runs,
    );
  });
});
