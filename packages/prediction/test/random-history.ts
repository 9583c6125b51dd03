import { addDays } from "@cs/models";
import type { Decision, History, Snapshot } from "../src/backtest/history.ts";
import { chance } from "./random-training.ts";

/** How a history is made up. */
interface Made {
  readonly accounts: number;
  readonly months: number;
  /** What a point of trouble adds to the log-odds of deciding to leave in a month. */
  readonly effect: number;
  readonly seed?: number;
}

/** The first day of a month, counted from January 2023. */
export function monthStart(month: number): string {
  return new Date(Date.UTC(2023, month, 1)).toISOString().slice(0, 10);
}

/**
 * Accounts with a trouble that stays (-2 to 2), seen through two noisy measures with gaps, beside a measure of nothing.
 * Every month each account may decide to leave. Then there are no more snapshots of it, and another takes its place.
 */
export function madeHistory({ accounts, months, effect, seed = 1 }: Made): History {
  const random = chance(seed);
  const snapshots: Snapshot[] = [];
  const decisions: Decision[] = [];
  for (let place = 0; place < accounts; place++) {
    let account = `account-${place}`;
    let trouble = 4 * random() - 2;
    const arr = Math.round(1e6 * random());
    for (let month = 0; month < months; month++) {
      const asOf = monthStart(month);
      const features = {
        tickets: trouble + random() - 0.5,
        logins: random() < 0.1 ? null : 10 - 3 * trouble + 4 * random(),
        moonPhase: random(),
      };
      snapshots.push({ account, asOf, features, arr, newestFact: addDays(asOf, -1) });
      if (random() < 1 / (1 + Math.exp(3.3 - effect * trouble))) {
        decisions.push({ account, decidedOn: addDays(asOf, 1 + Math.floor(27 * random())) });
        account = `${account}-next`;
        trouble = 4 * random() - 2;
      }
    }
  }
  return { snapshots, decisions, watchedUntil: monthStart(months) };
}
