import { area, line } from "d3-shape";
import type { LineChart, LinePoint, LineSeries } from "../document/chart.ts";
import { formatNumber } from "../document/number-format.ts";
import { html, type Markup } from "../html/markup.ts";
import { dayAxis, horizontalAxis, tickWidth, verticalAxis } from "./axes.ts";
import { drawing, type Plot } from "./drawing.ts";
import { colourClass } from "./palette.ts";
import { type Place, placeScale } from "./place-scale.ts";
import { spreadLabels } from "./spread-labels.ts";
import { fitted, textWidth } from "./text-width.ts";
import { valueScale } from "./value-scale.ts";

const SIZE = { width: 720, height: 300 };
const WIDEST_LABEL = 170;

/** With more points than this a line has no dots, save where a point stands alone. */
const DOTTED = 40;

type Scales = { readonly x: (place: Place) => number; readonly y: (value: number) => number };

/** Draws lines, each with its name and newest value at its end. Null when no value is known. */
export function drawLines(chart: LineChart, id: string): Markup | null {
  const values = chart.series.flatMap(({ points }) => points.flatMap(valuesOf));
  if (values.length === 0) return null;
  const references = chart.references ?? [];
  const ends = chart.series.map((series) => endOf(series, chart));
  const top = 28;
  const bottom = SIZE.height - 46;
  const y = valueScale(chart.y, [...values, ...references.map(({ value }) => value)], [bottom, top]);
  const left = Math.ceil(tickWidth(y, chart.y)) + 12;
  const room = Math.min(WIDEST_LABEL, Math.max(...ends.map((end) => (end ? textWidth(end.label) : 0))));
  const plot: Plot = { left, right: SIZE.width - Math.ceil(room) - 12, top, bottom };
  const x = placeScale(
    chart.series.flatMap(({ points }) => points.map((point) => point.x)),
    [plot.left, plot.right],
  );
  const scales: Scales = { x: x.position, y };
  const places = spreadLabels(
    ends.map((end) => (end ? y(end.value) : bottom)),
    { height: 15, top, bottom },
  );
  return drawing(chart, { id, ...SIZE }, [
    verticalAxis(y, chart.y, plot),
    x.kind === "days" ? dayAxis(x.scale, chart.x.label, plot) : horizontalAxis(x.scale, chart.x, plot),
    ...references.map(({ label, value }) => reference(label, y(value), plot)),
    ...chart.series.map((series, at) => drawSeries(series, at, scales)),
    ...ends.map((end, at) =>
      end
        ? html`<text class="label halo" x="${x.position(end.place) + 8}" y="${(places[at] ?? 0) + 4}">${fitted(end.label, WIDEST_LABEL)}</text>`
        : html``,
    ),
  ]);
}

function valuesOf({ y, band }: LinePoint): number[] {
  return [...(y.value === null ? [] : [y.value]), ...(band ? [band.low, band.high] : [])];
}

/** Where a line ends, and what stands there. */
interface End {
  readonly place: Place;
  readonly value: number;
  readonly label: string;
}

function endOf({ name, points }: LineSeries, { series, y }: LineChart): End | null {
  const last = points.findLast((point) => point.y.value !== null);
  if (last === undefined || last.y.value === null) return null;
  const shown = formatNumber(last.y.value, y.format);
  return { place: last.x, value: last.y.value, label: series.length > 1 ? `${name} ${shown}` : shown };
}

function reference(label: string, y: number, plot: Plot): Markup {
  return html`<line class="reference" x1="${plot.left}" x2="${plot.right}" y1="${y}" y2="${y}"/><text class="tick halo" x="${plot.left + 4}" y="${y - 4}">${label}</text>`;
}

function drawSeries(series: LineSeries, at: number, { x, y }: Scales): Markup {
  const { points } = series;
  const path = line<LinePoint>(
    (point) => x(point.x),
    (point) => y(point.y.value ?? 0),
  ).defined((point) => point.y.value !== null);
  const band = area<LinePoint>(
    (point) => x(point.x),
    (point) => y(point.band?.low ?? 0),
    (point) => y(point.band?.high ?? 0),
  ).defined((point) => point.band !== undefined);
  const isKnown = (place: number) => typeof points[place]?.y.value === "number";
  const dots = points.flatMap((point, place) =>
    point.y.value !== null && (points.length <= DOTTED || !(isKnown(place - 1) || isKnown(place + 1)))
      ? [html`<circle class="dot" cx="${x(point.x)}" cy="${y(point.y.value)}" r="3"/>`]
      : [],
  );
  return html`<g class="${colourClass(series, at)}"><path class="band" d="${band.digits(2)(points) ?? ""}"/><path class="line" d="${path.digits(2)(points) ?? ""}"/>${dots}</g>`;
}
