import { healthBands, type MeasureObservations, type Scorecard } from "@cs/models";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { columnsOf } from "../../test/columns-of.ts";
import { asOf, observations, scorecards } from "../../test/random-scorecards.ts";
import { defaultScorecard } from "../scorecards/default-scorecard.ts";
import { compileScorecard } from "../scoring/compile-scorecard.ts";
import { score } from "../scoring/score.ts";
import { type BatchInput, NO_DAY } from "./batch-input.ts";
import { scoreBatch } from "./score-batch.ts";

/** Numbers of one account as the batch and as `score` give them, named so that a difference is found. */
function fromBatch(result: ReturnType<typeof scoreBatch>, account: number): Record<string, unknown> {
  const { measures = [], contributions = [], capPoints } = result.explanation ?? {};
  return {
    score: result.scores[account],
    band: result.bandNames[result.bands[account] ?? -1],
    provedBand: result.bandNames[result.provedBands[account] ?? -1],
    coverage: result.coverage[account],
    confidence: result.confidence[account],
    low: result.low[account],
    high: result.high[account],
    capPoints: capPoints?.[account],
    ...Object.fromEntries(measures.map((measure, index) => [measure, contributions[index]?.[account]])),
  };
}

function fromScore(result: ReturnType<typeof score>): Record<string, unknown> {
  return {
    score: result.score ?? Number.NaN,
    band: result.band,
    provedBand: result.provedBand,
    coverage: result.coverage,
    confidence: result.confidence,
    low: result.interval.low,
    high: result.interval.high,
    capPoints: result.capsFired[0]?.points ?? 0,
    ...Object.fromEntries(result.contributions.map(({ measure, points }) => [measure, points])),
  };
}

/** Every number must be the same bits: `Object.is` tells 0 from -0 and takes NaN for itself. */
function expectSameBits(actual: Record<string, unknown>, expected: Record<string, unknown>): void {
  expect(Object.keys(actual).toSorted()).toEqual(Object.keys(expected).toSorted());
  for (const [name, value] of Object.entries(expected)) expect([name, actual[name]]).toStrictEqual([name, value]);
  expect(Object.entries(expected).every(([name, value]) => Object.is(actual[name], value))).toBe(true);
}

describe("a batch gives the numbers of single scores", () => {
  const accounts = fc.array(fc.record({ observations, previousBand: fc.constantFrom(...healthBands) }), {
    minLength: 1,
    maxLength: 6,
  });
  const card = scorecards({ caps: true, failing: true });

  test("to the last bit, for every scorecard, staleness, cap, null policy and previous band", () => {
    fc.assert(
      fc.property(card, accounts, fc.boolean(), (scorecard, given, compiledBefore) => {
        const plan = compileScorecard(scorecard);
        const columns = columnsOf(given.map((each) => each.observations));
        const previousBands = Uint8Array.from(given, ({ previousBand }) => healthBands.indexOf(previousBand));
        const batch = scoreBatch({
          scorecard: compiledBefore ? plan : scorecard,
          asOf,
          accounts: given.length,
          columns,
          previousBands,
          explain: true,
        });
        for (const [index, each] of given.entries()) {
          const single = score({ scorecard: compiledBefore ? scorecard : plan, asOf, ...each });
          expectSameBits(fromBatch(batch, index), fromScore(single));
        }
      }),
      { numRuns: 2000 },
    );
  });

  test("across blocks, and whatever else is in the batch", () => {
    const some = fc.sample(observations, { numRuns: 600, seed: 7 });
    const [scorecard] = fc.sample(card, { numRuns: 1, seed: 7 });
    if (!scorecard) throw new Error("no scorecard was generated");
    const run = (given: readonly MeasureObservations[]) =>
      scoreBatch({ scorecard, asOf, accounts: given.length, columns: columnsOf(given), explain: true });
    const [forward, backward] = [run(some), run(some.toReversed())];
    for (const index of some.keys()) {
      expectSameBits(fromBatch(forward, index), fromBatch(backward, some.length - 1 - index));
    }
  });

  test("with and without an explanation", () => {
    fc.assert(
      fc.property(card, accounts, (scorecard, given) => {
        const columns = columnsOf(given.map((each) => each.observations));
        const input = { scorecard, asOf, accounts: given.length, columns };
        const { explanation, ...explained } = scoreBatch({ ...input, explain: true });
        const { explanation: none, ...plain } = scoreBatch(input);
        expect(plain).toStrictEqual(explained);
        expect(none).toBeNull();
        expect(explanation?.measures).toHaveLength(scorecard.groups.flatMap(({ measures }) => measures).length);
      }),
      { numRuns: 1000 },
    );
  });
});

test("no accounts and no columns are fine", () => {
  const empty = scoreBatch({ scorecard: defaultScorecard, asOf, accounts: 0, columns: {}, explain: true });
  expect([empty.scores.length, empty.explanation?.contributions.length]).toEqual([0, 14]);
  const unknown = scoreBatch({ scorecard: defaultScorecard, asOf, accounts: 2, columns: {} });
  expect([...unknown.scores]).toEqual([Number.NaN, Number.NaN]);
  expect([...unknown.bands].map((code) => unknown.bandNames[code])).toEqual(["insufficient_data", "insufficient_data"]);
});

test("measures called like members of every object are missing unless they are given", () => {
  const [group] = defaultScorecard.groups;
  const odd: Scorecard = {
    ...defaultScorecard,
    caps: [],
    groups: group
      ? [{ ...group, measures: group.measures.map((each, i) => ({ ...each, measure: `constructor${i || ""}` })) }]
      : [],
  };
  const { coverage } = scoreBatch({ scorecard: odd, asOf, accounts: 1, columns: {} });
  expect([...coverage]).toEqual([0]);
});

describe("bad input is refused with the place and what to do", () => {
  const values = Float64Array.of(1, 2);
  const input: BatchInput = { scorecard: defaultScorecard, asOf, accounts: 2, columns: { usage_trend: { values } } };
  test.each([
    [{ asOf: "2024-02-30" }, "asOf", "Give a day that exists as YYYY-MM-DD."],
    [{ accounts: 1.5 }, "accounts", "Give a whole number, 0 or more."],
    [{ accounts: 3 }, "columns.usage_trend.values", "Give one place per account; NaN stands for a missing value."],
    [
      { columns: { usage_trend: { values, observedOn: Int32Array.of(NO_DAY) } } },
      "columns.usage_trend.observedOn",
      "Give one place per account; NaN stands for a missing value.",
    ],
    [
      { previousBands: new Uint8Array(1) },
      "previousBands",
      "Give one place per account; NaN stands for a missing value.",
    ],
    [
      { columns: { usage_trend: { values: Float64Array.of(0, -Infinity) } } },
      "columns.usage_trend.values[1]",
      "Give finite numbers, and NaN for a missing value.",
    ],
    [
      { columns: { open_p0_tickets: { values: Float64Array.of(Infinity, 0) } } },
      "columns.open_p0_tickets.values[0]",
      "Give finite numbers, and NaN for a missing value.",
    ],
  ])("%o", (change, field, hint) => {
    expect(() => scoreBatch({ ...input, ...change })).toThrow(
      expect.objectContaining({ code: "invalid_input", field, hint }),
    );
  });
});
