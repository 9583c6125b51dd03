import { describe, expect, it } from "vitest";
import { madeHistory } from "../../test/random-history.ts";
import { fitLogistic } from "../logistic/fit-logistic.ts";
import { backtest } from "./backtest.ts";
import type { History } from "./history.ts";
import { columnScorer, equalWeights, modelScorer } from "./scorers.ts";

const model = modelScorer("logistic", (training) => fitLogistic(training));

function aucOf(history: History, options: { groupings?: number; rounds: number; seed?: number }) {
  const auc = backtest({ history, scorers: [model], leadMonths: [1], ...options })[0]?.scorers[0]?.auc;
  if (!auc) throw new Error("it was not measured");
  return auc;
}

/** The same history of accounts with other ids. */
function renamed({ snapshots, decisions, watchedUntil }: History, prefix: string): History {
  const other = <Of extends { account: string }>(each: Of): Of => ({ ...each, account: `${prefix}${each.account}` });
  return { snapshots: snapshots.map(other), decisions: decisions.map(other), watchedUntil };
}

function deviation(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value / values.length, 0);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
}

describe("ways to part accounts", () => {
  it("leave less to the ids of accounts the more they are", () => {
    const history = madeHistory({ accounts: 100, months: 10, effect: 0 });
    const spread = (groupings: number) =>
      deviation(
        Array.from({ length: 12 }, (_, at) => aucOf(renamed(history, `${at}`), { groupings, rounds: 1 }).value),
      );
    // By theory 1 / sqrt(6) = 0.41.
    expect(spread(6) / spread(1)).toBeLessThan(0.65);
  });

  it("find nothing in histories without a cause, and have 0.5 in about 95 % of intervals", () => {
    const found = Array.from({ length: 40 }, (_, at) =>
      aucOf(madeHistory({ accounts: 120, months: 8, effect: 0, seed: 101 * at + 7 }), { rounds: 60, seed: at }),
    );
    const covered = found.filter(({ low, high }) => low <= 0.5 && 0.5 <= high).length;
    // Of 40 intervals that hold it 95 times of 100, fewer than 34 do so three times in a thousand.
    expect(covered).toBeGreaterThanOrEqual(34);
    const standOut = found.filter(({ value, low, high }) => value - 0.5 > (3 * (high - low)) / (2 * 1.96));
    expect(standOut).toEqual([]);
  });

  it("change nothing for scorers that do not look at outcomes", () => {
    const history = madeHistory({ accounts: 150, months: 16, effect: 1.5 });
    const scorers = [
      columnScorer("logins", "logins", "lower_is_riskier"),
      equalWeights("equal weights", { tickets: "higher_is_riskier", logins: "lower_is_riskier" }),
    ];
    const request = { history, scorers, leadMonths: [1], rounds: 5 };
    expect(backtest({ ...request, groupings: 4 })).toStrictEqual(backtest({ ...request, groupings: 1 }));
  });
});
