import { describe, expect, it } from "vitest";
import { madeHistory, monthStart } from "../../test/random-history.ts";
import { fitLogistic } from "../logistic/fit-logistic.ts";
import { type BacktestRequest, backtest } from "./backtest.ts";
import type { History } from "./history.ts";
import { columnScorer, equalWeights, modelScorer } from "./scorers.ts";

const scorers = [
  modelScorer("logistic", (training) => fitLogistic(training)),
  columnScorer("logins", "logins", "lower_is_riskier"),
  equalWeights("equal weights", { tickets: "higher_is_riskier", logins: "lower_is_riskier" }),
  columnScorer("moon", "moonPhase", "higher_is_riskier"),
];
const told = madeHistory({ accounts: 300, months: 20, effect: 1.5 });
const request: BacktestRequest = { history: told, scorers, leadMonths: [1, 3], rounds: 40 };

const quick: BacktestRequest = { ...request, scorers: scorers.slice(0, 1), leadMonths: [1], rounds: 10 };

describe("a back-test of a history with a cause", () => {
  const reports = backtest(request);

  it("finds the signal in what shows the cause, at each lead, and none in the moon", () => {
    for (const { scorers: found, reason } of reports) {
      expect(reason).toBeNull();
      expect(found.map(({ name, signal }) => [name, signal])).toEqual([
        ["logistic", "found"],
        ["logins", "found"],
        ["equal weights", "found"],
        ["moon", "none"],
      ]);
    }
  });

  it("measures every scorer on the same accounts, except where one has no score", () => {
    for (const {
      scorers: [model, column, weights],
    } of reports) {
      expect(model?.snapshots).toBe(weights?.snapshots);
      expect(column?.snapshots).toBeLessThan(model?.snapshots ?? 0);
    }
  });

  it("gives values inside their intervals, and lift and ARR above chance", () => {
    for (const {
      scorers: [model],
    } of reports) {
      for (const each of [model?.auc, model?.prAuc, model?.topDecileLift, model?.arrCaptured]) {
        expect(each && each.low <= each.value && each.value <= each.high).toBe(true);
      }
      expect(model?.topDecileLift?.low).toBeGreaterThan(1);
      expect(model?.arrCaptured?.value).toBeGreaterThan(0.1);
    }
  });

  it("is the same to the last bit in whatever order snapshots and decisions come", () => {
    const turned: History = {
      ...told,
      snapshots: told.snapshots.toReversed(),
      decisions: told.decisions.toReversed(),
    };
    expect(backtest({ ...quick, history: turned })).toStrictEqual(backtest(quick));
  });

  it("sees nothing of what comes after the last day watched", () => {
    const watchedUntil = monthStart(16);
    const before: History = {
      watchedUntil,
      snapshots: told.snapshots.filter(({ asOf }) => asOf <= watchedUntil),
      decisions: told.decisions.filter(({ decidedOn }) => decidedOn <= watchedUntil),
    };
    const measured = (history: History) => backtest({ ...quick, history })[0]?.scorers;
    expect(measured({ ...told, watchedUntil })).toStrictEqual(measured(before));
  });

  it("finds nothing once outcomes are dealt out anew", () => {
    for (const { scorers: found } of backtest({ ...request, shuffleOutcomes: true })) {
      for (const { auc, signal } of found) {
        expect(signal).toBe("none");
        expect(Math.abs((auc?.value ?? Number.NaN) - 0.5)).toBeLessThan(0.06);
      }
    }
  });
});

it("tells probabilities that are about true", () => {
  const history = madeHistory({ accounts: 800, months: 20, effect: 1.5 });
  const [report] = backtest({ history, scorers: scorers.slice(0, 1), leadMonths: [1], rounds: 10 });
  const { probability } = report?.scorers[0] ?? {};
  expect(Math.abs((probability?.calibrationSlope?.value ?? Number.NaN) - 1)).toBeLessThan(0.25);
  expect(probability?.calibrationError?.value).toBeLessThan(0.03);
  expect(probability?.brierSkill?.low).toBeGreaterThan(0);
  expect(probability?.brier?.value).toBeLessThan(probability?.brierOfBaseRate ?? 0);
  expect(probability?.reliability).toHaveLength(10);
});

describe("a back-test that cannot know", () => {
  it("finds no signal where there is none", () => {
    const history = madeHistory({ accounts: 300, months: 20, effect: 0, seed: 5 });
    const found = backtest({ ...request, history }).flatMap(({ scorers: all }) => all);
    expect(new Set(found.map(({ signal }) => signal))).toEqual(new Set(["none"]));
  });

  it("says so below 100 accounts, and tells no probability", () => {
    const history = madeHistory({ accounts: 60, months: 24, effect: 1.2 });
    for (const { signal, probability, probabilityReason } of backtest({ ...request, history })[0]?.scorers ?? []) {
      expect([signal, probability]).toEqual(["unknown", null]);
      expect(probabilityReason).toContain("of 100 known outcomes");
    }
  });

  it("says so when the history is shorter than lead and window", () => {
    const history = madeHistory({ accounts: 200, months: 5, effect: 1.2 });
    const [short, long] = backtest({ ...request, history });
    expect(long).toMatchObject({ labelled: 0, reason: expect.stringContaining("6 months apart") });
    expect(long?.scorers.map(({ auc }) => auc)).toEqual([null, null, null, null]);
    expect(short?.reason).toContain("4 months apart");
  });
});

it("names measures that know too much", () => {
  const left = new Set(told.decisions.map(({ account }) => account));
  const snapshots = told.snapshots.map((each) => ({
    ...each,
    features: { ...each.features, contractStatus: left.has(each.account) ? 1 : null },
  }));
  const decisions = told.decisions.filter(({ decidedOn }) => decidedOn < monthStart(8));
  const early = snapshots.filter(({ asOf }) => asOf < monthStart(8));
  const known = early.filter(({ account }) => !left.has(account) || decisions.some((each) => each.account === account));
  const run = (leaky: typeof snapshots) =>
    backtest({
      history: { snapshots: leaky, decisions, watchedUntil: monthStart(12) },
      scorers: [],
      leadMonths: [1],
      windowMonths: 9,
    });
  expect(run(known)[0]?.suspects).toEqual([expect.objectContaining({ feature: "contractStatus" })]);
  expect(backtest({ history: told, scorers: [], leadMonths: [1] })[0]?.suspects).toEqual([]);
});

it("tells how far it is", () => {
  const shares: number[] = [];
  backtest({ ...quick, scorers, leadMonths: [1, 3], rounds: 1, onProgress: (done) => shares.push(done) });
  expect(shares).toEqual([1, 2, 3, 4, 5, 6, 7, 8].map((step) => step / 8));
});

it.each([
  { leadMonths: [-1] },
  { windowMonths: 0 },
  { accountGroups: 1 },
  { timeFolds: 1.5 },
  { rounds: 0 },
  { groupings: 0 },
])("refuses %j", (options) => {
  expect(() => backtest({ ...request, ...options })).toThrow(expect.objectContaining({ code: "invalid_input" }));
});
