import {
  type Currency,
  currencyDigits,
  type FactKind,
  factKinds,
  sourceFactSchemas,
  type TaggedFact,
} from "@cs/models";

const columnsOf = new Map(factKinds.map((kind) => [kind, idsFirst(Object.keys(sourceFactSchemas[kind].shape))]));

/** The columns of a kind's file: its fields, ids first. */
export function csvColumns(kind: FactKind): readonly string[] {
  return columnsOf.get(kind) ?? [];
}

/** The first line of a kind's file, with its end. */
export function csvHeader(kind: FactKind): string {
  return `${csvColumns(kind).join(",")}\n`;
}

/** A fact as a line of its kind's file, with its end: RFC 4180 with line feeds. What is null is an empty cell. */
export function csvRow(tagged: TaggedFact): string {
  const cells = cellsOf(tagged);
  const texts = csvColumns(tagged.kind).map((column) => cellText(cells[column]));
  return `${texts.join(",")}\n`;
}

function cellsOf({ kind, fact }: TaggedFact): Readonly<Record<string, unknown>> {
  if (kind === "subscriptions") return { ...fact, arr: decimal(fact.arr, fact.currency) };
  return kind === "invoices" ? { ...fact, amount: decimal(fact.amount, fact.currency) } : fact;
}

function idsFirst(fields: readonly string[]): readonly string[] {
  const ids = ["externalId", "customer", "subscription"].filter((id) => fields.includes(id));
  return [...ids, ...fields.filter((field) => !ids.includes(field))];
}

/** Minor units as the decimal amount that an import reads, such as `1234.50`. */
function decimal(minorUnits: number, currency: Currency): string {
  const digits = currencyDigits(currency);
  return (minorUnits / 10 ** digits).toFixed(digits);
}

function cellText(value: unknown): string {
  if (value === null || value === undefined) return "";
  const text = Array.isArray(value) ? value.join(";") : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
