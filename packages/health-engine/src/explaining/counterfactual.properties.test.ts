import type { MeasureObservation, Normaliser, ScoreBand, Scorecard, ScorecardMeasure } from "@cs/models";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseScorecard } from "../scorecards/parse-scorecard.ts";
import { type CompiledScorecard, compileScorecard } from "../scoring/compile-scorecard.ts";
import { type ScoreInput, score } from "../scoring/score.ts";
import type { Actionable } from "./actionable.ts";
import { counterfactual } from "./counterfactual.ts";

const asOf = "2024-06-30";
const runs = { numRuns: 1000 };
const timeout = 120_000;
const bands = ["excellent", "good", "at_risk", "critical"] as const;

const numbers = (count: number, max: number) =>
  fc.array(fc.integer({ min: 0, max }), { minLength: count, maxLength: count });
const ascending = fc
  .uniqueArray(fc.integer({ min: 0, max: 100 }), { minLength: 2, maxLength: 4 })
  .map((list) => list.toSorted((left, right) => left - right));

/** A measure that earns points in one direction, or in the middle. */
const shape: fc.Arbitrary<Pick<ScorecardMeasure, "direction" | "normaliser">> = fc.oneof(
  fc
    .record({ rising: fc.boolean(), kind: fc.constantFrom("line", "bands"), xs: ascending, ys: numbers(5, 100) })
    .map(({ rising, kind, xs, ys }) => {
      const points = ys.toSorted((left, right) => (rising ? left - right : right - left));
      const normaliser: Normaliser =
        kind === "line"
          ? { kind: "piecewise_linear", knots: xs.map((x, index) => [x, points[index] ?? 0]) }
          : {
              kind: "banded",
              below: points[0] ?? 0,
              ranges: xs.map((from, index) => ({ from, points: points[index + 1] ?? 0 })),
            };
      return { direction: rising ? ("higher_is_better" as const) : ("lower_is_better" as const), normaliser };
    }),
  fc.constant({ direction: "lower_is_better" as const, normaliser: { kind: "recency" as const, halfLifeDays: 14 } }),
  fc.constant({
    direction: "target" as const,
    normaliser: { kind: "target_range" as const, zeroBelow: -10, from: 20, to: 40, zeroAbove: 90 },
  }),
);

const limits: fc.Arbitrary<Actionable> = fc.record(
  {
    minimum: fc.integer({ min: -20, max: 50 }),
    maximum: fc.integer({ min: 50, max: 120 }),
    costPerUnit: fc.integer({ min: 1, max: 9 }),
    step: fc.constantFrom(1, 5, 10),
  },
  { requiredKeys: ["costPerUnit"] },
);

interface Parts {
  readonly measures: readonly { weight: number; shape: Pick<ScorecardMeasure, "direction" | "normaliser"> }[];
  readonly caps: readonly { maximum: number; when: readonly { measure: number; limit: number; atLeast: boolean }[] }[];
}

function scorecardOf({ measures, caps }: Parts): Scorecard {
  return {
    id: "random",
    version: 1,
    name: "Random",
    groups: [
      {
        id: "all",
        label: "All",
        weight: 1,
        measures: measures.map(({ weight, shape: { direction, normaliser } }, index) => ({
          measure: `m${index}`,
          weight,
          direction,
          normaliser,
          nullPolicy: "exclude",
          stalenessLimitDays: null,
        })),
      },
    ],
    caps: caps.map(({ maximum, when }, index) => ({
      id: `c${index}`,
      label: "Cap",
      maximum,
      when: when.map(({ measure, limit, atLeast }) =>
        atLeast ? { measure: `m${measure}`, atLeast: limit } : { measure: `m${measure}`, below: limit },
      ),
    })),
    bands: { excellent: 90, good: 70, atRisk: 50 },
    minimumCoverage: 0,
  };
}

function cases(options: { readonly measures: number; readonly caps: number }) {
  const condition = fc.record({
    measure: fc.nat(options.measures),
    limit: fc.integer({ min: 0, max: 100 }),
    atLeast: fc.boolean(),
  });
  return fc
    .record({
      measures: fc.array(fc.record({ weight: fc.integer({ min: 1, max: 9 }), shape }), {
        minLength: 1,
        maxLength: options.measures,
      }),
      caps: fc.array(
        fc.record({
          maximum: fc.integer({ min: 0, max: 95 }),
          when: fc.array(condition, { minLength: 1, maxLength: 2 }),
        }),
        { maxLength: options.caps },
      ),
      // One more than the scorecard has: m<last> is named by caps only.
      values: fc.array(fc.option(fc.integer({ min: -10, max: 110 }), { freq: 8 }), { minLength: 7, maxLength: 7 }),
      limits: fc.array(fc.option(limits, { freq: 8 }), { minLength: 7, maxLength: 7 }),
      targetBand: fc.constantFrom<ScoreBand>("excellent", "good", "at_risk"),
    })
    .map(({ values, limits: given, targetBand, ...parts }) => {
      const scorecard = scorecardOf(parts);
      const named = new Set([
        ...scorecard.groups.flatMap((group) => group.measures.map(({ measure }) => measure)),
        ...scorecard.caps.flatMap(({ when }) => when.map(({ measure }) => measure)),
      ]);
      const observations: Record<string, MeasureObservation> = {};
      const actionable: Record<string, Actionable> = {};
      for (const [index, value] of values.entries()) {
        if (value !== null) observations[`m${index}`] = { value, observedOn: asOf };
        const limit = given[index];
        if (limit && named.has(`m${index}`)) actionable[`m${index}`] = limit;
      }
      const input: ScoreInput = { scorecard, observations, asOf };
      return { input, targetBand, actionable };
    });
}

type Case = ReturnType<typeof cases> extends fc.Arbitrary<infer Value> ? Value : never;

const isReached = ({ band }: ReturnType<typeof score>, target: ScoreBand) =>
  band !== "insufficient_data" && bands.indexOf(band) <= bands.indexOf(target);

const plans = new WeakMap<Scorecard, CompiledScorecard>();

function changed({ input }: Case, to: Record<string, number>) {
  const scorecard = plans.get(input.scorecard) ?? compileScorecard(input.scorecard);
  plans.set(input.scorecard, scorecard);
  const values = Object.entries(to).map(([measure, value]) => [measure, { value, observedOn: asOf }]);
  return score({ ...input, scorecard, observations: { ...input.observations, ...Object.fromEntries(values) } });
}

/** Allowed values of each actionable measure at which something can change, and what they cost. */
function choices({ input, actionable }: Case, extra: readonly number[]) {
  return Object.entries(actionable).flatMap(
    ([measure, { minimum = -Infinity, maximum = Infinity, costPerUnit = 1, step }]) => {
      const observation = input.observations[measure];
      if (!observation || observation.value === null) return [];
      const current = observation.value;
      const all = step === undefined ? extra : extra.map((value) => Math.round(value / step) * step);
      const allowed = all.filter((value) => value >= Math.min(minimum, current) && value <= Math.max(maximum, current));
      return [
        {
          measure,
          options: [current, ...allowed].map((value) => ({ value, cost: costPerUnit * Math.abs(value - current) })),
        },
      ];
    },
  );
}

describe("for every scorecard, cap and limit", () => {
  test("the generated scorecards are ones that parse", () => {
    fc.assert(
      fc.property(cases({ measures: 6, caps: 2 }), ({ input }) => {
        expect(parseScorecard(structuredClone(input.scorecard))).toEqual(input.scorecard);
      }),
      { numRuns: 200 },
    );
  });

  test(
    "the changes reach the band through score, stay within limits, and none can be left out",
    () => {
      let reachable = 0;
      fc.assert(
        fc.property(cases({ measures: 6, caps: 2 }), (given) => {
          const found = counterfactual(given);
          if (!found.reachable) return;
          reachable += 1;
          const to = Object.fromEntries(found.changes.map((change) => [change.measure, change.to]));
          const result = changed(given, to);
          expect(isReached(result, given.targetBand)).toBe(true);
          expect(result).toEqual(found.result);
          for (const { measure, from, to: value, cost } of found.changes) {
            const { minimum = -Infinity, maximum = Infinity, costPerUnit = 0, step } = given.actionable[measure] ?? {};
            expect(given.input.observations[measure]?.value).toBe(from);
            expect(value).toBeGreaterThanOrEqual(Math.min(minimum, from));
            expect(value).toBeLessThanOrEqual(Math.max(maximum, from));
            if (step !== undefined) expect(value / step).toBe(Math.round(value / step));
            expect(cost).toBeCloseTo(costPerUnit * Math.abs(value - from), 9);
            const { [measure]: _, ...rest } = to;
            expect(isReached(changed(given, rest), given.targetBand)).toBe(false);
          }
          expect(found.cost).toBeCloseTo(
            found.changes.reduce((sum, { cost }) => sum + cost, 0),
            9,
          );
        }),
        runs,
      );
      expect(reachable).toBeGreaterThan(300);
    },
    timeout,
  );

  test(
    "no values tried at random are cheaper, or reach what is said to be unreachable",
    () => {
      const places = fc.array(
        fc.array(fc.double({ min: 0, max: 0.999, noNaN: true }), { minLength: 7, maxLength: 7 }),
        {
          minLength: 10,
          maxLength: 10,
        },
      );
      const extra = fc.array(fc.double({ min: -30, max: 130, noNaN: true }), { minLength: 8, maxLength: 8 });
      fc.assert(
        fc.property(cases({ measures: 4, caps: 2 }), places, extra, (given, tries, values) => {
          const found = counterfactual(given);
          const options = choices(given, [...values, 0, 20, 40, 100, 110]);
          for (const attempt of tries) {
            const picked = options.map(({ measure, options: list }, index) => ({
              measure,
              ...(list[Math.floor((attempt[index] ?? 0) * list.length)] ?? { value: 0, cost: Infinity }),
            }));
            const cost = picked.reduce((sum, { cost: each }) => sum + each, 0);
            if (found.reachable && (!found.optimal || cost >= found.cost - 1e-6)) continue;
            if (!found.reachable && found.why === "gave_up") continue;
            const result = changed(given, Object.fromEntries(picked.map(({ measure, value }) => [measure, value])));
            expect(isReached(result, given.targetBand)).toBe(false);
          }
        }),
        runs,
      );
    },
    timeout,
  );

  test(
    "with steps it is the cheapest of all combinations",
    () => {
      fc.assert(
        fc.property(cases({ measures: 3, caps: 1 }), (given) => {
          const stepped: Case = {
            ...given,
            actionable: Object.fromEntries(
              Object.entries(given.actionable).map(([measure, { costPerUnit = 1 }]) => [
                measure,
                { costPerUnit, minimum: -20, maximum: 120, step: 20 },
              ]),
            ),
          };
          const found = counterfactual(stepped);
          let cheapest = Infinity;
          const lists = choices(stepped, [-20, 0, 20, 40, 60, 80, 100, 120]);
          const walk = (place: number, to: Record<string, number>, cost: number): void => {
            const list = lists[place];
            if (cost >= cheapest) return;
            if (!list) {
              if (isReached(changed(stepped, to), stepped.targetBand)) cheapest = cost;
              return;
            }
            for (const option of list.options) {
              walk(place + 1, { ...to, [list.measure]: option.value }, cost + option.cost);
            }
          };
          walk(0, {}, 0);
          if (found.reachable) {
            expect(found.optimal).toBe(true);
            expect(found.cost).toBeCloseTo(cheapest, 6);
          } else {
            expect(["limits", "cap", "missing_data"]).toContain(found.why);
            expect(cheapest).toBe(Infinity);
          }
        }),
        { numRuns: 200 },
      );
    },
    timeout,
  );
});
