import { stack, stackOffsetDiverging } from "d3-shape";
import type { BarChart } from "../document/chart.ts";
import { formatNumber } from "../document/number-format.ts";
import { html, type Markup } from "../html/markup.ts";
import type { Row } from "./bar-group.ts";
import { colourClass } from "./palette.ts";
import { textWidth } from "./text-width.ts";

/** The bars of all series in a row, end to end, each with its value where it has room, and their sum at the end. */
export function drawStack(chart: BarChart, row: Row, x: (value: number) => number): Markup {
  const layers = layersOf(chart);
  const bars = chart.series.map((each, place) => {
    const [from = 0, to = 0] = layers[place]?.[row.at] ?? [];
    const width = x(to) - x(from);
    const value = each.values[row.at]?.value ?? null;
    const shown = value === null ? "" : formatNumber(value, chart.value.format);
    const label =
      width > textWidth(shown) + 8
        ? html`<text class="inside middle" x="${x(from) + width / 2}" y="${row.top + row.height / 2 + 4}">${shown}</text>`
        : html``;
    return html`<g class="${colourClass(each, place)}"><rect class="bar parted" x="${x(from)}" y="${row.top}" width="${width}" height="${row.height}"/>${label}</g>`;
  });
  const total = totalLabel(chart, row.at);
  const end = Math.max(0, ...layers.map((layer) => layer[row.at]?.[1] ?? 0));
  return html`${bars}<text class="label" x="${x(end) + 6}" y="${row.top + row.height / 2 + 4}">${total}</text>`;
}

/** Where segments begin and end, in units of the axis. */
export function stackEnds(chart: BarChart): number[] {
  return layersOf(chart).flatMap((layer) => layer.flat());
}

/** What stands at the ends of the stacks. */
export function stackLabels(chart: BarChart): string[] {
  return chart.categories.names.map((_, at) => totalLabel(chart, at));
}

function layersOf({ categories, series }: BarChart) {
  return stack<number, number>()
    .keys(series.map((_, place) => place))
    .value((at, place) => series[place]?.values[at]?.value ?? 0)
    .offset(stackOffsetDiverging)(categories.names.map((_, at) => at));
}

/** The sum of a category; empty for shares of a whole, and where a value is unknown. */
function totalLabel({ series, value: axis }: BarChart, at: number): string {
  const values = series.map(({ values }) => values[at]?.value ?? null);
  if (axis.format?.percent || values.includes(null)) return "";
  return formatNumber(
    values.reduce<number>((sum, value) => sum + (value ?? 0), 0),
    axis.format,
  );
}
