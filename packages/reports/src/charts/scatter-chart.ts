import { symbol, symbolsFill } from "d3-shape";
import type { ScatterChart, ScatterSeries } from "../document/chart.ts";
import { html, type Markup } from "../html/markup.ts";
import { horizontalAxis, tickWidth, verticalAxis } from "./axes.ts";
import { drawing, type Plot } from "./drawing.ts";
import { colourClass } from "./palette.ts";
import { valueScale } from "./value-scale.ts";

const SIZE = { width: 480, height: 480 };
const SYMBOL_AREA = 64;

/** With more points than this, names would cover one another. */
const NAMED = 12;

/** The shape of a series: colour alone does not tell series apart. */
export function symbolOf(at: number): string {
  return symbol(symbolsFill[at % symbolsFill.length], SYMBOL_AREA).digits(2)() ?? "";
}

/** Draws points. With a diagonal both axes have one domain. Null when there is no point. */
export function drawPoints(chart: ScatterChart, id: string): Markup | null {
  const points = chart.series.flatMap((series) => series.points);
  if (points.length === 0) return null;
  const [across, up] = [points.map((point) => point.x), points.map((point) => point.y)];
  const both = chart.diagonal === undefined ? null : [...across, ...up];
  const [top, bottom] = [28, SIZE.height - 46];
  const y = valueScale(chart.y, both ?? up, [bottom, top]);
  const left = Math.ceil(tickWidth(y, chart.y)) + 12;
  const plot: Plot = { left, right: SIZE.width - 16, top, bottom };
  const x = valueScale(chart.x, both ?? across, [plot.left, plot.right]);
  const named = points.length <= NAMED;
  return drawing(chart, { id, ...SIZE }, [
    verticalAxis(y, chart.y, plot),
    horizontalAxis(x, chart.x, plot),
    chart.diagonal === undefined ? html`` : diagonal(chart.diagonal, x.domain(), x, y),
    ...chart.series.map((series, at) => drawSeries(series, at, x, y, named)),
  ]);
}

type Scale = (value: number) => number;

function diagonal(label: string, [low = 0, high = 1]: readonly number[], x: Scale, y: Scale): Markup {
  return html`<line class="reference" x1="${x(low)}" y1="${y(low)}" x2="${x(high)}" y2="${y(high)}"/><text class="tick halo end" x="${x(high) - 14}" y="${y(high) + 4}">${label}</text>`;
}

function drawSeries(series: ScatterSeries, at: number, x: Scale, y: Scale, named: boolean): Markup {
  const shape = symbolOf(at);
  const marks = series.points.map(
    (point) =>
      html`<path class="bar" transform="translate(${x(point.x)},${y(point.y)})" d="${shape}"/><text class="tick halo" x="${x(point.x) + 8}" y="${y(point.y) + 4}">${named ? (point.name ?? "") : ""}</text>`,
  );
  return html`<g class="${colourClass(series, at)}">${marks}</g>`;
}
