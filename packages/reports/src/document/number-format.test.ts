import { known, unknown } from "@cs/models";
import { describe, expect, it } from "vitest";
import { formatCell, formatNumber, formatTick } from "./number-format.ts";

describe("numbers", () => {
  it.each([
    [12.345, {}, "12.3"],
    [1234567, { decimals: 0 }, "1,234,567"],
    [-0.04, {}, "0"],
    [-0.04, { signed: true }, "0"],
    [0.04, { signed: true }, "0"],
    [4.1, { signed: true }, "+4.1"],
    [-4.1, { signed: true }, "-4.1"],
    [0.3849, { percent: true }, "38.5 %"],
    [123450, { currency: "USD" }, "USD 1,234.50"],
    [123450, { currency: "JPY" }, "JPY 123,450"],
    [500, { currency: "EUR", signed: true }, "+EUR 5"],
  ])("%d is shown by %o as %s", (value, format, shown) => {
    expect(formatNumber(value, format)).toBe(shown);
  });

  it.each([
    [1500, {}, "1.5K"],
    [0.25, {}, "0.25"],
    [0.25, { percent: true }, "25 %"],
    [200_000_000, { currency: "USD" }, "USD 2M"],
  ])("a tick at %d is shown by %o as %s", (value, format, shown) => {
    expect(formatTick(value, format)).toBe(shown);
  });
});

it("a cell shows its text, its number or why there is none", () => {
  expect(formatCell("Marble", { decimals: 0 })).toBe("Marble");
  expect(formatCell(known(2.6), { decimals: 0 })).toBe("3");
  expect(formatCell(unknown("No contract."))).toBe("No contract.");
});
