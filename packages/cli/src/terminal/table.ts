import Table from "cli-table3";
import { style } from "./style.ts";

const plain = {
  ...{ top: "", "top-mid": "", "top-left": "", "top-right": "", bottom: "", "bottom-mid": "", "bottom-left": "" },
  ...{ "bottom-right": "", left: "", "left-mid": "", mid: "", "mid-mid": "", right: "", "right-mid": "", middle: "  " },
};

export interface Column {
  readonly title: string;
  readonly align?: "left" | "right";
  /** Takes what the other columns leave, and wraps. */
  readonly fills?: boolean;
}

const narrowest = 30;
const withoutTerminal = 120;

/** A table without rules, as wide as the terminal. */
export function renderTable(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  out: NodeJS.WriteStream,
): string {
  const total = out.columns ?? withoutTerminal;
  const widths = columns.map((column, index) =>
    Math.max(column.title.length, ...rows.map((row) => (row[index] ?? "").length)),
  );
  const fixed = columns.reduce((sum, column, index) => sum + (column.fills ? 0 : (widths[index] ?? 0)), 0);
  const rest = Math.max(narrowest, total - fixed - 2 * (columns.length - 1));
  const table = new Table({
    head: columns.map((column) => style("bold", column.title, out)),
    chars: plain,
    colAligns: columns.map((column) => column.align ?? "left"),
    colWidths: columns.map((column, index) => (column.fills ? rest : (widths[index] ?? null))),
    wordWrap: true,
    style: { head: [], border: [], "padding-left": 0, "padding-right": 0 },
  });
  for (const row of rows) table.push([...row]);
  return table
    .toString()
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n");
}
