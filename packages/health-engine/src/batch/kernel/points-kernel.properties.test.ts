import type { MeasureObservations, Scorecard } from "@cs/models";
import fc from "fast-check";
import { afterEach, describe, expect, test, vi } from "vitest";
import { columnsOf } from "../../../test/columns-of.ts";
import { mostlySmall, observations, scorecards } from "../../../test/random-scorecards.ts";
import { runs } from "../../../test/runs.ts";
import { asOf, line, plain, scorecardOf } from "../../../test/scorecards.ts";
import { compileScorecard } from "../../scoring/compile-scorecard.ts";
import { NO_DAY } from "../batch-input.ts";
import { scoreBatch, scoreBlocks } from "../score-batch.ts";
import { plainKernel } from "./plain-kernel.ts";
import type { PointsKernel } from "./points-kernel.ts";
import { MOST_ROWS, simdKernel } from "./simd-kernel.ts";

/** The bits of numbers, by which 0 is not -0. */
const bitsOf = (numbers: Float64Array): bigint[] => [...new BigUint64Array(numbers.slice().buffer)];

function simd(): PointsKernel {
  const kernel = simdKernel();
  if (!kernel) throw new Error("no WebAssembly with SIMD instructions");
  return kernel;
}

const plainly = plainKernel();
const twoAtATime = simd();

describe("both kernels give the same bits", () => {
  const number = fc.double({ noNaN: true, noDefaultInfinity: true });
  const knots = fc
    .uniqueArray(fc.tuple(fc.oneof(fc.integer({ min: -9, max: 9 }), number), fc.integer({ min: 0, max: 100 })), {
      minLength: 2,
      maxLength: 6,
      comparator: ([left], [right]) => left === right,
    })
    .map((knots) => knots.toSorted(([left], [right]) => left - right));
  // Of places in an odd and an even number, as many as a block has and one less.
  const count = fc.oneof(fc.integer({ min: 0, max: 40 }), fc.constantFrom(1023, 1024));

  test("for any lines and values: at knots and beyond, missing, infinite, -0, next to nothing", () => {
    fc.assert(
      fc.property(fc.array(knots, { minLength: 1, maxLength: 3 }), fc.array(fc.double()), count, (all, some, count) => {
        const { measures } = compileScorecard(
          scorecardOf(all.map((knots, index) => plain(`m${index}`, 1 + index / 3, { normaliser: line(...knots) }))),
        );
        const given = [...all.flatMap((knots) => knots.map(([value]) => value)), ...some, -0, Number.NaN];
        const values = Float64Array.from({ length: count }, (_, place) => given[place % given.length] ?? 0);
        const run = ({ points, atWorst, factor, addPoints, sharePoints }: PointsKernel) => {
          const bits = (numbers: Float64Array) => bitsOf(numbers.subarray(0, count));
          atWorst.fill(0);
          for (let place = 0; place < count; place += 1) factor[place] = 1 + (place % 7) / 14;
          const added = measures.map((measure, row) => {
            const missing = addPoints({ measure, row }, values, new Uint16Array(count));
            return { missing, points: bits(points(row)), atWorst: bits(atWorst) };
          });
          const shared = measures.map((measure, row) => {
            sharePoints({ measure, row }, count);
            return bits(points(row));
          });
          return { added, shared };
        };
        expect(run(twoAtATime)).toEqual(run(plainly));
      }),
      runs,
    );
  });

  test("for any days: later, too old, of no day, and as far away as a column can say", () => {
    const day = fc.oneof(fc.integer({ min: 19_800, max: 20_000 }), fc.integer({ min: NO_DAY }), fc.constant(NO_DAY));
    const limit = fc.option(fc.integer({ min: 1, max: 200 }));
    fc.assert(
      fc.property(fc.array(day), fc.array(fc.double(), { minLength: 1 }), limit, (dated, given, limitDays) => {
        const days = Int32Array.from(dated);
        const values = Float64Array.from(dated, (_, place) => given[place % given.length] ?? 0);
        const run = ({ readDays }: PointsKernel) => {
          const read = { values: new Float64Array(days.length), faded: new Float64Array(days.length) };
          readDays({ values, days, asOfDay: 19_904, limitDays }, read);
          return Array.from(read.values, (value, place) => (Number.isNaN(value) ? null : [value, read.faded[place]]));
        };
        expect(run(twoAtATime)).toEqual(run(plainly));
      }),
      runs,
    );
  });

  function batch(kernel: PointsKernel, scorecard: Scorecard, given: readonly MeasureObservations[]) {
    const input = { scorecard, asOf, accounts: given.length, columns: columnsOf(given), explain: true };
    const { explanation, scores, coverage, confidence, low, high, ...bands } = scoreBlocks(input, kernel);
    const columns = [scores, coverage, confidence, low, high, ...(explanation?.contributions ?? [])];
    return { bands, columns: columns.map(bitsOf) };
  }

  test("for every scorecard, staleness, cap and null policy", () => {
    const portfolios = mostlySmall((size) =>
      fc.tuple(scorecards(size, { failing: true }), fc.array(observations(size), { minLength: 1, maxLength: 7 })),
    );
    fc.assert(
      fc.property(portfolios, ([scorecard, accounts]) => {
        expect(batch(twoAtATime, scorecard, accounts)).toEqual(batch(plainly, scorecard, accounts));
      }),
      runs,
    );
  });

  test.each([1, 1023, 1024, 1025])("for %d accounts", (accounts) => {
    const some = fc.sample(observations("large"), { numRuns: accounts, seed: accounts });
    for (const scorecard of fc.sample(scorecards("large"), { numRuns: 3, seed: accounts })) {
      expect(batch(twoAtATime, scorecard, some)).toEqual(batch(plainly, scorecard, some));
    }
  });
});

test("more measures than the kernel has rows for are explained by the loops of score", () => {
  const scorecard = scorecardOf(Array.from({ length: MOST_ROWS + 1 }, (_, index) => plain(`m${index}`, 1 + index)));
  const columns = Object.fromEntries(
    scorecard.groups
      .flatMap(({ measures }) => measures)
      .map(({ measure }) => [measure, { values: Float64Array.of(70) }]),
  );
  const { scores, explanation } = scoreBatch({ scorecard, asOf, accounts: 1, columns, explain: true });
  const parts = explanation?.contributions.map(([points]) => points ?? Number.NaN) ?? [];
  expect(scores).toEqual(Float64Array.of(70));
  expect(parts).toHaveLength(MOST_ROWS + 1);
  expect(parts.reduce((sum, points) => sum + points, 0)).toBeCloseTo(70, 9);
});

test.each([0, 1, 1022, 1024])("both kernels refuse an infinite value at place %d, and work on afterwards", (place) => {
  const scorecard = scorecardOf([plain("m", 1)]);
  const score = (kernel: PointsKernel, at: number) => {
    const values = new Float64Array(1025).fill(70);
    values[place] = at;
    return scoreBlocks({ scorecard, asOf, accounts: 1025, columns: { m: { values } } }, kernel).scores;
  };
  for (const kernel of [plainly, twoAtATime]) {
    expect(() => score(kernel, Number.NEGATIVE_INFINITY)).toThrow(
      expect.objectContaining({ code: "invalid_input", field: `columns.m.values[${place}]` }),
    );
    expect(score(kernel, 70)).toEqual(new Float64Array(1025).fill(70));
  }
});

describe("there is no kernel of SIMD instructions", () => {
  afterEach(() => void vi.unstubAllGlobals());

  test("without WebAssembly", () => {
    vi.stubGlobal("WebAssembly", undefined);
    expect(simdKernel()).toBeUndefined();
  });

  test("where a content security policy, or an engine without these instructions, refuses the module", () => {
    class Module {
      constructor() {
        throw new Error("refused");
      }
    }
    vi.stubGlobal("WebAssembly", { Module });
    expect(simdKernel()).toBeUndefined();
  });
});
