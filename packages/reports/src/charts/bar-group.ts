import type { BarChart } from "../document/chart.ts";
import { formatNumber } from "../document/number-format.ts";
import { html, type Markup } from "../html/markup.ts";
import { colourClass } from "./palette.ts";
import { fitted } from "./text-width.ts";

/** The row of a category. */
export interface Row {
  /** Which category. */
  readonly at: number;
  readonly top: number;
  readonly height: number;
}

const WIDEST_REASON = 320;

/** The bars of all series in a row, one below another, each with its value at its end or the reason why it has none. */
export function drawGroup({ series, value: axis }: BarChart, row: Row, x: (value: number) => number): Markup {
  const height = row.height / series.length;
  const bars = series.map((each, place) => {
    const reading = each.values[row.at] ?? { value: null, reason: "no value" };
    const top = row.top + place * height;
    const middle = top + height / 2 + 4;
    if (reading.value === null) {
      return html`<text class="tick" x="${x(0) + 6}" y="${middle}">${fitted(reading.reason, WIDEST_REASON)}</text>`;
    }
    const end = x(reading.value);
    const gains = reading.value >= 0;
    return html`<g class="${colourClass(each, place)}"><rect class="bar" x="${Math.min(end, x(0))}" y="${top + 1}" width="${Math.abs(end - x(0))}" height="${height - 2}"/><text class="label${gains ? "" : " end"}" x="${gains ? end + 6 : end - 6}" y="${middle}">${formatNumber(reading.value, axis.format)}</text></g>`;
  });
  return html`${bars}`;
}

/** What stands at the ends of the bars. */
export function groupLabels({ series, value: axis }: BarChart): string[] {
  return series.flatMap(({ values }) =>
    values.flatMap(({ value }) => (value === null ? [] : [formatNumber(value, axis.format)])),
  );
}
