import { withoutDates } from "./dates-in.ts";

/** A number as a text gives it. */
interface WrittenNumber {
  readonly value: number;
  /** Whether it was rounded: 223k, 1.2 million, 36 %. */
  readonly rounded: boolean;
}

const scales: Readonly<Record<string, number>> = {
  k: 1e3,
  thousand: 1e3,
  m: 1e6,
  million: 1e6,
  "%": 0.01,
  percent: 0.01,
};
const written = /(?<![\w.])(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(?:\s?(%|k|m|thousand|million|percent)(?!\w))?/gi;

/** Largest distance of a rounded number from what it stands for, as a share of it. */
const tolerance = 0.005;

/** Whether a text says a number: a whole one exactly, a broken or rounded one to half a per cent. Signs do not matter. */
export function saysNumber(text: string, value: number): boolean {
  const wanted = Math.abs(value);
  return numbersIn(text).some((number) => {
    const exact = Number.isInteger(wanted) && !number.rounded;
    return Math.abs(number.value - wanted) <= (exact ? 0 : tolerance * wanted);
  });
}

function numbersIn(text: string): WrittenNumber[] {
  return [...withoutDates(text).matchAll(written)].map(([, whole = "", fraction = "", suffix]) => {
    const scale = scales[suffix?.toLowerCase() ?? ""] ?? 1;
    return { value: Number(whole.replaceAll(",", "") + fraction) * scale, rounded: suffix !== undefined };
  });
}
