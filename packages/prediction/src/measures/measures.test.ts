import { seededNumbers } from "@cs/models";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chance } from "../../test/random-training.ts";
import { auc } from "./auc.ts";
import { bootstrapInterval, repeatedInterval } from "./bootstrap-interval.ts";
import { calibrationLine } from "./calibration-line.ts";
import { calibrationTest } from "./calibration-test.ts";
import { brier, logLoss } from "./forecast-error.ts";
import { prAuc } from "./pr-auc.ts";
import { populationStability } from "./psi.ts";
import { calibrationError, reliability } from "./reliability.ts";
import { arrCaptured, topDecileLift } from "./top-share.ts";

const cases = fc
  .array(fc.record({ score: fc.integer({ min: 0, max: 9 }), happened: fc.boolean() }), { minLength: 2, maxLength: 60 })
  .filter((all) => all.some(({ happened }) => happened) && all.some(({ happened }) => !happened))
  .map((all) => ({ scores: all.map(({ score }) => score), outcomes: all.map(({ happened }) => happened) }));

describe("measures of an order", () => {
  // The example of scikit-learn's pages on roc_auc_score and average_precision_score.
  const example = { scores: [0.1, 0.4, 0.35, 0.8], outcomes: [false, false, true, true] };

  it("are those of scikit-learn", () => {
    expect(auc(example)).toBe(0.75);
    expect(prAuc(example)).toBeCloseTo(5 / 6, 12);
  });

  it("AUC is the share of pairs in the right order", () => {
    fc.assert(
      fc.property(cases, (ranked) => {
        const { scores, outcomes } = ranked;
        const pairs = scores.flatMap((event, i) =>
          outcomes[i] ? scores.flatMap((other, j) => (outcomes[j] ? [] : [(Math.sign(event - other) + 1) / 2])) : [],
        );
        expect(auc(ranked)).toBeCloseTo(pairs.reduce((sum, pair) => sum + pair, 0) / pairs.length, 12);
        const turned = auc({ scores: scores.map((score) => -score), outcomes });
        expect((auc(ranked) ?? 0) + (turned ?? 0)).toBeCloseTo(1, 12);
      }),
    );
  });

  it("lift and captured ARR look at the riskiest tenth, with ties in parts", () => {
    const scores = Array.from({ length: 20 }, (_, at) => (at < 3 ? 9 : 1));
    const outcomes = scores.map((_, at) => at === 0 || at === 10);
    // Two places for three tied accounts: each counts two thirds.
    expect(topDecileLift({ scores, outcomes })).toBeCloseTo((2 / 3 / 2) * 10, 12);
    const arr = scores.map((_, at) => (at === 0 ? 300 : 100));
    expect(arrCaptured({ scores, outcomes }, arr)).toBeCloseTo((2 / 3) * (300 / 400), 12);
    expect(
      arrCaptured(
        { scores, outcomes },
        scores.map(() => 0),
      ),
    ).toBeNull();
  });

  it("are those of no order when all scores are equal", () => {
    fc.assert(
      fc.property(cases, ({ outcomes }) => {
        const same = { scores: outcomes.map(() => 1), outcomes };
        expect(auc(same)).toBe(0.5);
        expect(prAuc(same)).toBeCloseTo(outcomes.filter(Boolean).length / outcomes.length, 12);
        expect(topDecileLift(same)).toBeCloseTo(1, 12);
        expect(
          arrCaptured(
            same,
            outcomes.map(() => 7),
          ),
        ).toBeCloseTo(0.1, 12);
      }),
    );
  });

  it("are null when everybody stayed", () => {
    const same = { scores: [1, 2], outcomes: [false, false] };
    expect([auc(same), prAuc(same), topDecileLift(same), arrCaptured(same, [1, 1])]).toEqual([null, null, null, null]);
  });
});

describe("measures of probabilities", () => {
  it("are those of scikit-learn's examples", () => {
    const loss = logLoss({ probabilities: [0.9, 0.1, 0.2, 0.65], outcomes: [true, false, false, true] });
    expect(loss).toBeCloseTo(0.21616, 5);
    const { score, baseRateScore, skill } =
      brier({ probabilities: [0.1, 0.9, 0.8, 0.3], outcomes: [false, true, true, false] }) ?? {};
    expect(score).toBeCloseTo(0.0375, 12);
    expect(baseRateScore).toBe(0.25);
    expect(skill).toBeCloseTo(0.85, 12);
  });

  it("a sure error is bad, not infinitely", () => {
    expect(logLoss({ probabilities: [0], outcomes: [true] })).toBeCloseTo(34.54, 2);
    expect([logLoss, brier, calibrationError].map((of) => of({ probabilities: [], outcomes: [] }))).toEqual([
      null,
      null,
      null,
    ]);
  });

  it("calibration error is the mean distance of forecast and share", () => {
    const probabilities = Array.from({ length: 100 }, (_, at) => (at < 50 ? 0.2 : 0.6));
    const outcomes = probabilities.map((_, at) => at % 10 < 3);
    expect(reliability({ probabilities, outcomes })).toHaveLength(10);
    expect(calibrationError({ probabilities, outcomes })).toBeCloseTo((0.1 + 0.3) / 2, 12);
  });

  // Four groups of 250 accounts, each with exactly the share of events that its log-odds times `spread` say.
  const spreadBy = (spread: number) => {
    const groups = [-2, -1, 1, 2].map((logOdds) => ({
      stated: logOdds,
      events: Math.round(1e5 / (1 + Math.exp(-logOdds * spread))),
    }));
    const members = groups.flatMap(({ stated, events }) =>
      Array.from({ length: 250 }, (_, at) => ({ stated, happened: at < Math.round((250 * events) / 1e5) })),
    );
    return {
      probabilities: members.map(({ stated }) => 1 / (1 + Math.exp(-stated))),
      outcomes: members.map(({ happened }) => happened),
    };
  };

  it("the calibration line tells risks spread too far from true ones", () => {
    expect(calibrationLine(spreadBy(1))?.slope).toBeCloseTo(1, 1);
    expect(calibrationLine(spreadBy(0.5))?.slope).toBeCloseTo(0.5, 1);
    expect(calibrationLine(spreadBy(0.5))?.intercept).toBeCloseTo(0, 1);
    expect(calibrationLine({ probabilities: [0.5, 0.5, 0.5], outcomes: [true, false, true] })).toBeNull();
    expect(calibrationLine({ probabilities: [0.1, 0.9], outcomes: [false, true] })).toBeNull();
  });

  it("the calibration test keeps true probabilities and rejects others", () => {
    const random = chance(3);
    const truth = Array.from({ length: 2000 }, () => random());
    const outcomes = truth.map((probability) => random() < probability);
    const squared = truth.map((probability) => probability ** 2);
    expect(calibrationTest({ probabilities: truth, outcomes }, { rounds: 200 })?.p).toBeGreaterThan(0.05);
    expect(calibrationTest({ probabilities: squared, outcomes }, { rounds: 200 })?.p).toBeLessThan(0.01);
  });
});

describe("the bootstrap", () => {
  const random = chance(5);
  const values = Array.from({ length: 400 }, () => random());
  const meanOf = (rows: readonly number[]) => rows.reduce((sum, row) => sum + (values[row] ?? 0), 0) / rows.length;

  it("gives about the interval of the normal approximation for a mean, and the same for a seed", () => {
    const request = { accounts: values.map((_, at) => `a${at}`), measure: meanOf, rounds: 2000 };
    const { low, high } = bootstrapInterval(request) ?? { low: 0, high: 0 };
    const deviation = Math.sqrt(
      values.reduce((sum, value) => sum + (value - meanOf([...values.keys()])) ** 2 / 400, 0),
    );
    expect((high - low) / ((2 * 1.96 * deviation) / 20)).toBeCloseTo(1, 0.5);
    expect(bootstrapInterval(request)).toEqual({ low, high });
  });

  it("draws all rows of an account together", () => {
    const pairs = { accounts: ["a", "b", "a", "b"], measure: (rows: readonly number[]) => rows.length };
    expect(bootstrapInterval(pairs)).toEqual({ low: 4, high: 4 });
    const first = {
      ...pairs,
      measure: (rows: readonly number[]) =>
        rows.filter((row) => row === 0).length * 2 - rows.filter((row) => row < 4 && row % 2 === 0).length,
    };
    expect(bootstrapInterval(first)).toEqual({ low: 0, high: 0 });
  });

  it("has no interval where most draws have no measure", () => {
    expect(bootstrapInterval({ accounts: ["a"], measure: () => null })).toBeNull();
  });

  it("of repetitions knows how they differ, also when all accounts are alike", () => {
    const repetitions = [0, 1, 2, 3].map((value) => ({ accounts: ["a", "b"], measure: () => value }));
    const { low, high } = repeatedInterval(repetitions, { rounds: 4000 }) ?? { low: 0, high: 0 };
    // Means of four draws from 0, 1, 2, 3: 5 of the 256 have a sum of at most 1, and 15 one of at most 2.
    expect([low, high]).toEqual([0.5, 2.5]);
  });

  it("of repetitions draws the same accounts in each, in whatever order they stand", () => {
    const accounts = ["a", "b", "c", "d"];
    const sumOf = (at: readonly number[]) => (rows: readonly number[]) =>
      rows.reduce((sum, row) => sum + (at[row] ?? 0), 0);
    const forth = { accounts, measure: sumOf([-3, -1, 1, 3]) };
    const opposite = { accounts: accounts.toReversed(), measure: sumOf([-3, -1, 1, 3]) };
    // Half of the draws take each once, and then what one adds the other takes away.
    expect(repeatedInterval([forth, opposite], { level: 0.3 })).toEqual({ low: 0, high: 0 });
  });
});

describe("drift", () => {
  const values = Array.from({ length: 1000 }, (_, at) => at);

  it("is 0 between equal samples, and the sum of its bins between others", () => {
    expect(populationStability(values, values)).toMatchObject({ psi: 0, drift: "none" });
    // Shares of ten bins go from 0.1 each to 0.2 in the lower half, and to half a row in the upper one.
    const lower = values.map((value) => Math.floor(value / 2));
    const [half, now] = [0.5, 1003];
    const empty = half / now;
    const full = 200 / now;
    const [then, none] = [100 / 1000.5, half / 1000.5];
    const term = (a: number, b: number) => (a - b) * Math.log(a / b);
    const expected = 5 * term(full, then) + 5 * term(empty, then) + term(empty, none);
    expect(populationStability(values, lower)?.psi).toBeCloseTo(expected, 10);
    expect(populationStability(values, lower)?.drift).toBe("strong");
  });

  it("knows what chance makes of it, by the table of chi-square", () => {
    // 99 % of chi-square with nine degrees of freedom is 21.666, with one 6.635.
    expect((populationStability(values, values)?.byChance ?? 0) / 0.002 / 21.666).toBeCloseTo(1, 2);
    const flags = values.map((value) => value % 2);
    expect((populationStability(flags, flags)?.byChance ?? 0) / 0.002 / 6.635).toBeCloseTo(1, 1);
  });

  it("finds drift in samples of one population about as seldom as it says", () => {
    const random = seededNumbers(7);
    const draw = () => Array.from({ length: 60 }, () => random());
    const found = Array.from({ length: 2000 }, () => populationStability(draw(), draw()));
    const share = found.filter((each) => each?.drift !== "none").length / found.length;
    // Exceeded once in a hundred times; small samples have heavier tails than chi-square.
    expect(share).toBeLessThan(0.05);
    expect(found.filter((each) => (each?.psi ?? 0) >= 0.25).length / found.length).toBeGreaterThan(0.3);
  });

  it("sees values go missing, and nothing in nobody", () => {
    const gaps = values.map((value) => (value % 3 === 0 ? null : value));
    expect(populationStability(values, gaps)?.drift).toBe("strong");
    expect(populationStability([], values)).toBeNull();
  });
});
