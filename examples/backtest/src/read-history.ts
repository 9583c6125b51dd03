import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { CalendarDate } from "@cs/models";
import type { Decision, History, Snapshot } from "@cs/prediction";

/** Columns of `account-months.csv` that are no measure. */
const keys = ["account", "day", "arr"];

/**
 * Reads the history of a folder: `account-months.csv` with `account,day,arr` and one column for each measure, where an
 * empty field is not known, and `decisions.csv` with `account,decided_on`.
 */
export function readHistory(folder: string, watchedUntil: CalendarDate): History {
  const snapshots = readRows(join(folder, "account-months.csv")).map((row): Snapshot => {
    const measures = Object.entries(row).filter(([column]) => !keys.includes(column));
    return {
      account: textOf(row, "account"),
      asOf: textOf(row, "day"),
      arr: numberOf("arr", textOf(row, "arr")),
      // The file does not say from when its measures are: keep to what was known on the day.
      newestFact: null,
      features: Object.fromEntries(measures.map(([name, text]) => [name, text === "" ? null : numberOf(name, text)])),
    };
  });
  const decisions = readRows(join(folder, "decisions.csv")).map((row): Decision => {
    return { account: textOf(row, "account"), decidedOn: textOf(row, "decided_on") };
  });
  return { snapshots, decisions, watchedUntil };
}

/** Rows of a CSV file without quotes; take a parser for files of other people. */
function readRows(file: string): Record<string, string>[] {
  const [head = "", ...lines] = readFileSync(file, "utf8").trim().split("\n");
  const columns = head.split(",");
  return lines.map((line) => {
    const fields = line.split(",");
    return Object.fromEntries(columns.map((column, at) => [column, fields[at] ?? ""]));
  });
}

function textOf(row: Record<string, string>, column: string): string {
  const text = row[column] ?? "";
  if (text === "") throw new Error(`a row has no ${column}`);
  return text;
}

function numberOf(column: string, text: string): number {
  const value = Number(text);
  if (!Number.isFinite(value)) throw new Error(`${column} is "${text}", not a number`);
  return value;
}
