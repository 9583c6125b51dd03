import { type Currency, currencyDigits, formatMoney, type Reading } from "@cs/models";

/** A text, or a number that may be unknown and then says why. */
export type Cell = string | Reading;

/** How a number is shown. The number itself is kept unrounded. */
export interface NumberFormat {
  /** A share, 0-1, shown as a percentage. */
  readonly percent?: boolean;
  /** Integer minor units of this currency. */
  readonly currency?: Currency;
  /** Digits after the point at most; 1 when left out. Money has those of its currency. */
  readonly decimals?: number;
  /** Whether gains carry a plus. */
  readonly signed?: boolean;
}

/** A number as people read it: `12.5`, `-4.1`, `38 %`, `USD 1,234.50`. */
export function formatNumber(value: number, { percent, currency, decimals = 1, signed }: NumberFormat = {}): string {
  const plus = signed && value > 0 ? "+" : "";
  if (currency) return `${plus}${formatMoney(value, currency)}`;
  const scaled = percent ? value * 100 : value;
  // Adding 0 turns a negative zero into zero.
  const rounded = Number(scaled.toFixed(decimals)) + 0;
  const shown = rounded.toLocaleString("en-US", { maximumFractionDigits: decimals });
  return `${rounded > 0 ? plus : ""}${shown}${percent ? " %" : ""}`;
}

/** The same in few characters, for the ticks of an axis: `1.5K`, `USD 2M`. */
export function formatTick(value: number, { percent, currency }: NumberFormat = {}): string {
  const shown = percent ? value * 100 : currency ? value / 10 ** currencyDigits(currency) : value;
  const short = shown.toLocaleString("en-US", { notation: "compact", maximumFractionDigits: 2 });
  if (currency) return `${currency} ${short}`;
  return percent ? `${short} %` : short;
}

/** A cell as people read it: text as it is, a number in its format, and for an unknown number the reason. */
export function formatCell(cell: Cell, format?: NumberFormat): string {
  if (typeof cell === "string") return cell;
  return cell.value === null ? cell.reason : formatNumber(cell.value, format);
}
