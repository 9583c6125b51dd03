import { type Currency, currencySchema, type SourceFact, sourceFactSchemas } from "@cs/models";
import { CellFault, convertCell } from "./convert-cell.ts";
import { factFields } from "./fact-fields.ts";
import type { ColumnRule, FileRule } from "./mapping.ts";

export type CsvRow = Readonly<Record<string, string>>;

/** A row as a fact, or why it is none. */
export type ConvertedRow =
  | { readonly fact: SourceFact<FileRule["kind"]> }
  | { readonly field: string; readonly reason: string };

/** Makes a fact of a row under its mapping rule. A fault rejects the row and names the field. */
export function convertRow(row: CsvRow, rule: FileRule): ConvertedRow {
  const known = factFields[rule.kind];
  const values: Record<string, unknown> = {};
  for (const [name, { type, absent }] of Object.entries(known)) {
    const columnRule = rule.fields[name];
    try {
      if (columnRule === undefined) values[name] = absent;
      else
        values[name] =
          cellValue(row, columnRule, (text) => convertCell(text, type, () => currencyOf(row, rule))) ?? absent ?? null;
    } catch (fault) {
      if (!(fault instanceof CellFault)) throw fault;
      return { field: name, reason: fault.message };
    }
  }
  const parsed = sourceFactSchemas[rule.kind].safeParse(values);
  if (parsed.success) return { fact: parsed.data };
  const issue = parsed.error.issues[0];
  const field = String(issue?.path[0] ?? rule.kind);
  const empty = values[field] === null;
  return { field, reason: empty ? "is empty but needed" : (issue?.message ?? "cannot be accepted") };
}

/** Every column that a rule reads. */
export function columnsOf(rule: FileRule): string[] {
  const named = Object.values(rule.fields).flatMap((each) => {
    if (typeof each === "string") return [each];
    if ("constant" in each) return [];
    return each.plusMinutes === undefined ? [each.column] : [each.column, each.plusMinutes];
  });
  return [...new Set(rule.onlyWhen === undefined ? named : [...named, rule.onlyWhen])];
}

function cellValue(row: CsvRow, rule: ColumnRule, convert: (text: string) => unknown): unknown {
  if (typeof rule === "object" && "constant" in rule) return rule.constant;
  const { column, values, plusMinutes } = typeof rule === "string" ? { column: rule } : rule;
  const text = row[column]?.trim() ?? "";
  if (values) return translate(text, values);
  if (text === "") return null;
  const value = convert(text);
  return plusMinutes === undefined ? value : later(value, row[plusMinutes]?.trim() ?? "");
}

function translate(text: string, values: Readonly<Record<string, string | null>>): string | null {
  if (Object.hasOwn(values, text)) return values[text] ?? null;
  if (text === "") return null;
  throw new CellFault(`"${text}" is not among the mapped values (${Object.keys(values).join(", ")})`);
}

/** Without minutes there is no later time: the event did not happen or is not known. */
function later(start: unknown, minutes: string): string | null {
  if (minutes === "") return null;
  if (!/^\d{1,9}(\.\d+)?$/.test(minutes)) throw new CellFault(`"${minutes}" is not a number of minutes`);
  const time = Date.parse(String(start)) + Number(minutes) * 60_000;
  if (!Number.isFinite(time)) throw new CellFault(`"${start}" is not a time to which minutes can be added`);
  return new Date(time).toISOString();
}

function currencyOf(row: CsvRow, rule: FileRule): Currency {
  const columnRule = rule.fields["currency"];
  const currency = columnRule === undefined ? null : cellValue(row, columnRule, (text) => text);
  const parsed = currencySchema.safeParse(currency);
  if (!parsed.success) throw new CellFault(`"${currency ?? ""}" is not an ISO 4217 currency code`);
  return parsed.data;
}
