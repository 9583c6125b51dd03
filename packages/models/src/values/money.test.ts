import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { currencyDigits, currencySchema, formatMoney, minorUnitsOf } from "./money.ts";

describe("a currency", () => {
  it("is an ISO 4217 code in capitals", () => {
    for (const code of ["USD", "EUR", "JPY", "KWD"]) expect(currencySchema.parse(code)).toBe(code);
    for (const code of ["usd", "US", "XYZ1", "", "€"]) expect(currencySchema.safeParse(code).success, code).toBe(false);
  });

  it("has the decimals of its minor unit", () => {
    expect(["EUR", "JPY", "KWD"].map(currencyDigits)).toEqual([2, 0, 3]);
  });
});

describe("minor units of a text", () => {
  it.each([
    ["0", "USD", 0],
    ["12", "USD", 1200],
    ["12.3", "USD", 1230],
    ["12.340", "USD", 1234],
    ["-0.05", "USD", -5],
    ["-0", "USD", 0],
    ["1500", "JPY", 1500],
    ["1.234", "KWD", 1234],
    [" 7 ", "EUR", 700],
  ])("%j %s are %i", (text, currency, units) => {
    expect(minorUnitsOf(text, currency)).toBe(units);
  });

  it.each([
    ["12.345", "USD"],
    ["0.001", "USD"],
    ["1.5", "JPY"],
    ["1,000", "USD"],
    ["1e3", "USD"],
    ["+1", "USD"],
    [".5", "USD"],
    ["5.", "USD"],
    ["", "USD"],
    ["--1", "USD"],
    ["99999999999999", "USD"],
    ["NaN", "USD"],
  ])("are refused, never rounded: %j %s", (text, currency) => {
    expect(minorUnitsOf(text, currency)).toBeNull();
  });
});

describe("an amount as people read it", () => {
  it.each([
    [123_450, "USD", "USD 1,234.50"],
    [100_000, "EUR", "EUR 1,000"],
    [-5, "USD", "USD -0.05"],
    [1500, "JPY", "JPY 1,500"],
    [1, "KWD", "KWD 0.001"],
    [0, "EUR", "EUR 0"],
  ])("%i %s is %s", (units, currency, text) => {
    expect(formatMoney(units, currency)).toBe(text);
  });

  it("reads back to the same minor units", () => {
    const amount = fc.integer({ min: -(10 ** 12), max: 10 ** 12 });
    fc.assert(
      fc.property(amount, fc.constantFrom("USD", "JPY", "KWD"), (units, currency) => {
        const text = formatMoney(units, currency).slice(4).replaceAll(",", "");
        expect(minorUnitsOf(text, currency)).toBe(units);
      }),
    );
  });
});
