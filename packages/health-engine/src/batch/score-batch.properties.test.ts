import { healthBands, type MeasureObservations } from "@cs/models";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { columnsOf } from "../../test/columns-of.ts";
import { mostlySmall, observations, scorecards } from "../../test/random-scorecards.ts";
import { runs } from "../../test/runs.ts";
import { asOf } from "../../test/scorecards.ts";
import { type CompiledScorecard, compileScorecard } from "../scoring/compile-scorecard.ts";
import { score } from "../scoring/score.ts";
import { scoreBatch } from "./score-batch.ts";

type Numbers = ReadonlyMap<string, unknown>;

/** Numbers of one account as the batch and as `score` give them, named so that a difference is found. */
function fromBatch(result: ReturnType<typeof scoreBatch>, account: number): Numbers {
  const { measures = [], contributions = [], capPoints } = result.explanation ?? {};
  return new Map<string, unknown>([
    ["score", result.scores[account]],
    ["band", result.bandNames[result.bands[account] ?? -1]],
    ["provedBand", result.bandNames[result.provedBands[account] ?? -1]],
    ["coverage", result.coverage[account]],
    ["confidence", result.confidence[account]],
    ["low", result.low[account]],
    ["high", result.high[account]],
    ["capPoints", capPoints?.[account]],
    ...measures.map((measure, index) => [measure, contributions[index]?.[account]] as const),
  ]);
}

function fromScore(result: ReturnType<typeof score>): Numbers {
  return new Map<string, unknown>([
    ["score", result.score ?? Number.NaN],
    ["band", result.band],
    ["provedBand", result.provedBand],
    ["coverage", result.coverage],
    ["confidence", result.confidence],
    ["low", result.interval.low],
    ["high", result.interval.high],
    ["capPoints", result.capsFired[0]?.points ?? 0],
    ...result.contributions.map(({ measure, points }) => [measure, points] as const),
  ]);
}

/** Names and both values of what is not the same bits: `Object.is` tells 0 from -0 and takes NaN for itself. */
function differences(one: Numbers, two: Numbers): unknown[] {
  const names = new Set([...one.keys(), ...two.keys()]);
  return [...names].flatMap((name) => {
    const isSame = one.has(name) && two.has(name) && Object.is(one.get(name), two.get(name));
    return isSame ? [] : [[name, one.get(name), two.get(name)]];
  });
}

/** A scorecard and up to six accounts. */
const portfolios = mostlySmall((size) =>
  fc.record({
    scorecard: scorecards(size, { failing: true }),
    accounts: fc.array(observations(size), { minLength: 1, maxLength: 6 }),
    added: observations(size),
  }),
);

function run(scorecard: CompiledScorecard, given: readonly MeasureObservations[]) {
  return scoreBatch({ scorecard, asOf, accounts: given.length, columns: columnsOf(given), explain: true });
}

describe("a batch gives the numbers of single scores", () => {
  const previous = fc.array(fc.nat(healthBands.length - 1), { minLength: 6, maxLength: 6 });

  test("to the last bit, for every scorecard, staleness, cap, null policy and previous band", () => {
    fc.assert(
      fc.property(portfolios, previous, ({ scorecard, accounts }, bands) => {
        const batch = scoreBatch({
          scorecard,
          asOf,
          accounts: accounts.length,
          columns: columnsOf(accounts),
          previousBands: Uint8Array.from(accounts, (_, index) => bands[index] ?? 0),
          explain: true,
        });
        const plan = compileScorecard(scorecard);
        const found = accounts.flatMap((observations, index) => {
          const previousBand = healthBands[bands[index] ?? 0];
          const alone = score({ scorecard: plan, asOf, observations, previousBand });
          return differences(fromBatch(batch, index), fromScore(alone));
        });
        expect(found).toEqual([]);
      }),
      { numRuns: 2 * runs.numRuns },
    );
  });

  test("with and without an explanation, compiled before or not", () => {
    fc.assert(
      fc.property(portfolios, ({ scorecard, accounts }) => {
        const input = { scorecard, asOf, accounts: accounts.length, columns: columnsOf(accounts) };
        const { explanation, ...explained } = scoreBatch({ ...input, explain: true });
        const { explanation: none, ...plain } = scoreBatch({ ...input, scorecard: compileScorecard(scorecard) });
        expect(plain).toStrictEqual(explained);
        expect(none).toBeNull();
        expect(explanation?.measures).toHaveLength(scorecard.groups.flatMap(({ measures }) => measures).length);
      }),
      runs,
    );
  });
});

describe("an account has the same bits", () => {
  test("in any order of the accounts", () => {
    const places = fc.array(fc.nat(), { minLength: 6, maxLength: 6 });
    fc.assert(
      fc.property(portfolios, places, ({ scorecard, accounts: all }, places) => {
        const order = [...all.keys()].sort((left, right) => (places[left] ?? 0) - (places[right] ?? 0));
        const plan = compileScorecard(scorecard);
        const first = run(plan, all);
        const turned = run(
          plan,
          order.map((index) => all[index] ?? {}),
        );
        const found = order.flatMap((index, place) => differences(fromBatch(turned, place), fromBatch(first, index)));
        expect(found).toEqual([]);
      }),
      runs,
    );
  });

  test("however the accounts are split into batches", () => {
    fc.assert(
      fc.property(portfolios, fc.nat(6), ({ scorecard, accounts: all }, cut) => {
        const plan = compileScorecard(scorecard);
        const whole = run(plan, all);
        const parts = [all.slice(0, cut), all.slice(cut)].flatMap((part) => {
          const batch = run(plan, part);
          return part.map((_, index) => fromBatch(batch, index));
        });
        expect(parts.flatMap((part, index) => differences(part, fromBatch(whole, index)))).toEqual([]);
      }),
      runs,
    );
  });

  test("whatever account is added, with a percentile or any other normaliser", () => {
    fc.assert(
      fc.property(portfolios, fc.nat(6), ({ scorecard, accounts: all, added }, place) => {
        const plan = compileScorecard(scorecard);
        const [before, after] = [run(plan, all), run(plan, all.toSpliced(place, 0, added))];
        const found = all.flatMap((_, index) =>
          differences(fromBatch(after, index < place ? index : index + 1), fromBatch(before, index)),
        );
        expect(found).toEqual([]);
      }),
      runs,
    );
  });

  test("across the blocks in which a large batch is worked through", () => {
    const some = fc.sample(observations("large"), { numRuns: 600, seed: 7 });
    for (const scorecard of fc.sample(scorecards("large", { failing: true }), { numRuns: 5, seed: 7 })) {
      const plan = compileScorecard(scorecard);
      const [forward, backward] = [run(plan, some), run(plan, some.toReversed())];
      const found = some.flatMap((_, index) =>
        differences(fromBatch(forward, index), fromBatch(backward, some.length - 1 - index)),
      );
      expect(found).toEqual([]);
    }
  });
});
