import { z } from "zod";
import { remembered } from "./remembered.ts";

const knownCurrencies = new Set(Intl.supportedValuesOf("currency"));

/** ISO 4217 code, as `EUR`. Amounts of two currencies are never added. */
export const currencySchema = z
  .string()
  .refine((code) => knownCurrencies.has(code), "must be an ISO 4217 currency code such as USD or EUR");

export type Currency = z.infer<typeof currencySchema>;

/**
 * Integer amount in minor units (cents for EUR, yen for JPY), at most 10^13: a hundred billion dollars, and small enough
 * that the sum over hundreds of such accounts is still exact.
 */
export const minorUnitsSchema = z.int().min(-1e13).max(1e13);

const digitsOf = remembered((currency: Currency) => {
  const format = new Intl.NumberFormat("en", { style: "currency", currency });
  return format.resolvedOptions().maximumFractionDigits ?? 2;
});

/** How many decimal digits a currency has: 2 for EUR, 0 for JPY. */
export function currencyDigits(currency: Currency): number {
  return digitsOf(currency);
}

/**
 * Minor units of a decimal text such as `1234.5`, or null when it is not an amount of that currency: more decimals
 * than the currency has are refused, never rounded.
 */
export function minorUnitsOf(decimal: string, currency: Currency): number | null {
  const match = /^(-?)(\d{1,13})(?:\.(\d+))?$/.exec(decimal.trim());
  if (!match) return null;
  const [, sign, whole = "", fraction = ""] = match;
  const digits = currencyDigits(currency);
  if (/[^0]/.test(fraction.slice(digits))) return null;
  const units = Number(whole + fraction.slice(0, digits).padEnd(digits, "0"));
  return Number.isSafeInteger(units) ? (sign === "-" ? 0 - units : units) : null;
}

/** An amount as people read it, as `USD 1,234.50`. */
export function formatMoney(minorUnits: number, currency: Currency): string {
  const digits = currencyDigits(currency);
  const shown = minorUnits % 10 ** digits === 0 ? 0 : digits;
  return `${currency} ${formatWith(shown).format(minorUnits / 10 ** digits)}`;
}

/** With so many decimals, none or all that the currency has. */
const formatWith = remembered(
  (decimals: number) =>
    new Intl.NumberFormat("en-US", { minimumFractionDigits: decimals, maximumFractionDigits: decimals }),
);
