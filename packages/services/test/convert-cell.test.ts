import { currencyDigits } from "@cs/models";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CellFault, convertCell } from "../src/import/convert-cell.ts";
import type { FieldType } from "../src/import/fact-fields.ts";

const convert = (text: string, type: FieldType, currency = "USD") => convertCell(text, type, () => currency);

describe("a cell becomes", () => {
  it.each<[FieldType, string, unknown]>([
    ["text", " as it is ", " as it is "],
    ["list", "a.example; b.example|c.example;;", ["a.example", "b.example", "c.example"]],
    ["list", ";|", []],
    ["integer", "12", 12],
    ["integer", "-3", -3],
    ["integer", "12.00", 12],
    ["integer", "007", 7],
    ["boolean", "yes", true],
    ["boolean", "TRUE", true],
    ["boolean", "1", true],
    ["boolean", "No", false],
    ["boolean", "f", false],
    ["boolean", "0", false],
    ["date", "2024-02-29", "2024-02-29"],
    ["date", "2024-02-29 13:00:00", "2024-02-29"],
    ["date", "2024-02-29T23:30:00+02:00", "2024-02-29"],
    ["instant", "2024-02-29", "2024-02-29T00:00:00.000Z"],
    ["instant", "2024-02-29 13:30", "2024-02-29T13:30:00.000Z"],
    ["instant", "2024-02-29T13:30:15.25Z", "2024-02-29T13:30:15.250Z"],
    ["instant", "2024-02-29T23:30:00-08:00", "2024-03-01T07:30:00.000Z"],
    ["instant", "2024-03-01T00:30:00+05:30", "2024-02-29T19:00:00.000Z"],
    ["money", "1234.5", 123_450],
    ["money", "-0.01", -1],
    ["money", "12.340", 1234],
    ["money", "7", 700],
  ])("%s: %j is %j", (type, text, value) => {
    expect(convert(text, type)).toEqual(value);
  });

  it.each([
    ["JPY", "1500", 1500],
    ["JPY", "15.0", 15],
    ["KWD", "1.234", 1234],
  ])("money in %s: %j is %j minor units", (currency, text, units) => {
    expect(convert(text, "money", currency)).toBe(units);
  });
});

describe("a cell is refused", () => {
  it.each<[FieldType, string, string]>([
    ["integer", "1,5", '"1,5" is not a whole number'],
    ["integer", "1,500", '"1,500" is not a whole number'],
    ["integer", "1.5", '"1.5" is not a whole number'],
    ["integer", "1e3", '"1e3" is not a whole number'],
    ["integer", "0x10", '"0x10" is not a whole number'],
    ["integer", "9999999999999999", '"9999999999999999" is not a whole number'],
    ["boolean", "maybe", '"maybe" is neither true nor false'],
    ["boolean", "2", '"2" is neither true nor false'],
    ["date", "29.02.2024", '"29.02.2024" is not a date as YYYY-MM-DD'],
    ["date", "02/29/2024", '"02/29/2024" is not a date as YYYY-MM-DD'],
    ["date", "2024-2-9", '"2024-2-9" is not a date as YYYY-MM-DD'],
    ["instant", "2024-02-30", '"2024-02-30" is not a time as 2024-12-31 or 2024-12-31T09:30:00Z'],
    ["instant", "2023-02-29T10:00:00Z", '"2023-02-29T10:00:00Z" is not a time as 2024-12-31 or 2024-12-31T09:30:00Z'],
    ["instant", "2024-01-01 25:00", '"2024-01-01 25:00" is not a time as 2024-12-31 or 2024-12-31T09:30:00Z'],
    ["instant", "1709164800", '"1709164800" is not a time as 2024-12-31 or 2024-12-31T09:30:00Z'],
    ["instant", "2024-01-01 10:00 PST", '"2024-01-01 10:00 PST" is not a time as 2024-12-31 or 2024-12-31T09:30:00Z'],
    ["money", "12.345", '"12.345" is not an amount in USD'],
    ["money", "1,50", '"1,50" is not an amount in USD'],
    ["money", "1,234.50", '"1,234.50" is not an amount in USD'],
    ["money", "$12", '"$12" is not an amount in USD'],
    ["money", "1e3", '"1e3" is not an amount in USD'],
    ["money", "99999999999999", '"99999999999999" is not an amount in USD'],
  ])("%s: %j", (type, text, reason) => {
    expect(() => convert(text, type)).toThrow(CellFault);
    expect(() => convert(text, type)).toThrow(reason);
  });

  it("money: 1.5 in yen, which have no decimals", () => {
    expect(() => convert("1.5", "money", "JPY")).toThrow('"1.5" is not an amount in JPY');
  });
});

describe("any amount", () => {
  it("comes through exactly, digit for digit", () => {
    const currency = fc.constantFrom("USD", "JPY", "KWD");
    fc.assert(
      fc.property(currency, fc.bigInt({ min: -(2n ** 40n), max: 2n ** 40n }), (code, units) => {
        const digits = currencyDigits(code);
        const absolute = (units < 0n ? -units : units).toString().padStart(digits + 1, "0");
        const whole = absolute.slice(0, absolute.length - digits);
        const text = `${units < 0n ? "-" : ""}${whole}${digits > 0 ? `.${absolute.slice(-digits)}` : ""}`;
        expect(BigInt(convert(text, "money", code) as number)).toBe(units);
      }),
    );
  });
});
