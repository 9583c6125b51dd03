import { join } from "node:path";
import { addDays } from "@cs/models";
import { backtest, columnScorer, fitLogistic, type History, modelScorer, type Snapshot } from "@cs/prediction";
import type { Gate, GateSet } from "./gate.ts";
import { readTable } from "./read-table.ts";

/** A data set whose labels follow from nothing: a back-test that finds a signal here finds one anywhere. */
export const ravenstackGates: GateSet = { folder: "ravenstack", measure };

const months = Array.from({ length: 23 }, (_, month) =>
  new Date(Date.UTC(2023, month + 1, 1)).toISOString().slice(0, 10),
);

function measure(folder: string): Gate[] {
  const scorers = [
    modelScorer("logistic", (training) => fitLogistic(training)),
    columnScorer("use of 28 days", "use28", "lower_is_riskier"),
    columnScorer("tickets of 90 days", "tickets90", "higher_is_riskier"),
  ];
  return backtest({ history: read(folder), scorers }).flatMap(({ leadMonths, scorers: reports }) =>
    reports.map(({ name, signal, auc }) => ({
      gate: `ravenstack finds no signal, ${name}, lead ${leadMonths} months`,
      goal: "no signal",
      measured: `${signal}, AUC ${auc?.value.toFixed(3)}`,
      pass: signal === "none",
    })),
  );
}

/** Snapshots on the first of each month, of accounts that have signed up and not left, from facts of the days before. */
function read(folder: string): History {
  const table = (name: string) => readTable(join(folder, `ravenstack_${name}.csv`));
  const accountOf = new Map(table("subscriptions").map((row) => [row["subscription_id"], row["account_id"]]));
  const use = Map.groupBy(table("feature_usage"), (row) => accountOf.get(row["subscription_id"]));
  const tickets = Map.groupBy(table("support_tickets"), (row) => row["account_id"]);
  const arr = Map.groupBy(table("subscriptions"), (row) => row["account_id"]);
  const decisions = table("churn_events").map((row) => ({
    account: row["account_id"] ?? "",
    decidedOn: row["churn_date"] ?? "",
  }));
  const snapshots = table("accounts").flatMap((row) => {
    const account = row["account_id"] ?? "";
    const left = decisions.filter((decision) => decision.account === account).map(({ decidedOn }) => decidedOn);
    return months
      .filter((asOf) => (row["signup_date"] ?? "") < asOf && left.every((day) => day >= asOf))
      .map((asOf): Snapshot => {
        const since = (day: string | undefined, days: number) =>
          day !== undefined && day >= addDays(asOf, -days) && day < asOf;
        const used = (use.get(account) ?? []).filter((each) => since(each["usage_date"], 28));
        const running = (arr.get(account) ?? []).filter(
          (each) => (each["start_date"] ?? "") < asOf && (!each["end_date"] || each["end_date"] >= asOf),
        );
        return {
          account,
          asOf,
          arr: running.reduce((sum, each) => sum + Number(each["arr_amount"]), 0),
          newestFact: addDays(asOf, -1),
          features: {
            use28: used.reduce((sum, each) => sum + Number(each["usage_count"]), 0),
            errors28: used.reduce((sum, each) => sum + Number(each["error_count"]), 0),
            tickets90: (tickets.get(account) ?? []).filter((each) => since(each["submitted_at"], 90)).length,
            subscriptions: running.length,
            seats: Number(row["seats"]),
          },
        };
      });
  });
  return { snapshots, decisions, watchedUntil: "2024-12-31" };
}
