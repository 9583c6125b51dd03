import { currencyDigits, visibleLine } from "@cs/models";
import { stringify } from "csv-stringify/sync";
import { chartTable } from "../document/chart-table.ts";
import type { Cell, NumberFormat } from "../document/number-format.ts";
import type { Block, Report, Table } from "../document/report.ts";

type Field = string | number;

/**
 * A report as CSV (RFC 4180): its tables, the figures of its charts and its texts below one another, parted by empty
 * lines. Numbers are unrounded, money is decimal. A text that a spreadsheet would take for a formula is marked as text
 * with an apostrophe; so that no number is, numbers are written by us alone.
 */
export function renderCsv({ title, subtitle, asOf, sections }: Report): string {
  const records: Field[][] = [
    [title, ...(subtitle === undefined ? [] : [subtitle])],
    ["As of", asOf],
    ...sections.flatMap((section) => [
      [],
      [section.title],
      ...section.blocks.flatMap((block, at) => (at === 0 ? recordsOf(block) : [[], ...recordsOf(block)])),
    ]),
  ];
  return stringify(records, {
    record_delimiter: "windows",
    escape_formulas: true,
    cast: {
      string: (text) => visibleLine(text).trim(),
      number: (value) => ({ value: String(value), escape_formulas: false }),
    },
  });
}

function recordsOf(block: Block): Field[][] {
  switch (block.kind) {
    case "paragraph":
      return [[block.text]];
    case "list":
      return block.items.map((item) => [item]);
    case "table":
      return tableRecords(block);
    case "key-figures":
      return block.figures.map(({ label, value, format, note }) => [label, fieldOf(value, format), note ?? ""]);
    default:
      return tableRecords(chartTable(block));
  }
}

function tableRecords({ caption, columns, rows }: Table): Field[][] {
  return [
    [caption],
    columns.map(({ label, format }) => (format?.currency ? `${label} (${format.currency})` : label)),
    ...rows.map((row) => columns.map(({ format }, at) => fieldOf(row[at] ?? "", format))),
  ];
}

function fieldOf(cell: Cell, format: NumberFormat = {}): Field {
  if (typeof cell === "string") return cell;
  if (cell.value === null) return cell.reason;
  return format.currency ? cell.value / 10 ** currencyDigits(format.currency) : cell.value;
}
