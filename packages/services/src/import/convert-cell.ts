import { type Currency, instantSchema, minorUnitsOf } from "@cs/models";
import type { FieldType } from "./fact-fields.ts";

/** A cell that cannot become a value; the message completes "column X: ". */
export class CellFault extends Error {}

const yes = new Set(["true", "t", "yes", "y", "1"]);
const no = new Set(["false", "f", "no", "n", "0"]);

/**
 * The value of a cell that is not empty. Nothing is guessed: a number with a comma, a day that does not exist or a word
 * that is neither yes nor no throws `CellFault`. Times without a zone are UTC. `currencyOf` is asked for money only.
 */
export function convertCell(text: string, type: FieldType, currencyOf: () => Currency): unknown {
  switch (type) {
    case "text":
      return text;
    case "list":
      return text
        .split(/[;|]/)
        .map((part) => part.trim())
        .filter((part) => part !== "");
    case "integer":
      return integerOf(text);
    case "boolean":
      return booleanOf(text);
    case "date":
      return dateOf(text);
    case "instant":
      return instantOf(text);
    case "money":
      return moneyOf(text, currencyOf());
  }
}

function integerOf(text: string): number {
  const match = /^(-?\d{1,15})(?:\.0+)?$/.exec(text);
  if (!match) throw new CellFault(`"${text}" is not a whole number`);
  return Number(match[1]);
}

function booleanOf(text: string): boolean {
  const word = text.toLowerCase();
  if (yes.has(word)) return true;
  if (no.has(word)) return false;
  throw new CellFault(`"${text}" is neither true nor false`);
}

function dateOf(text: string): string {
  const match = /^(\d{4}-\d{2}-\d{2})(?:[T ].*)?$/.exec(text);
  if (!match?.[1]) throw new CellFault(`"${text}" is not a date as YYYY-MM-DD`);
  return match[1];
}

function instantOf(text: string): string {
  const match = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?)(Z|[+-]\d{2}:\d{2})?)?$/i.exec(text);
  const [, day, time = "00:00:00", zone = "Z"] = match ?? [];
  const instant = new Date(`${day}T${time}${zone.toUpperCase()}`);
  // Date rolls 30 February over to March; a day that does not exist must not become another.
  const rolled = !Number.isFinite(instant.getTime()) || new Date(`${day}T00:00:00Z`).toISOString().slice(0, 10) !== day;
  if (!match || rolled || !instantSchema.safeParse(instant.toISOString()).success) {
    throw new CellFault(`"${text}" is not a time as 2024-12-31 or 2024-12-31T09:30:00Z`);
  }
  return instant.toISOString();
}

function moneyOf(text: string, currency: Currency): number {
  const units = minorUnitsOf(text, currency);
  if (units === null) throw new CellFault(`"${text}" is not an amount in ${currency}`);
  return units;
}
