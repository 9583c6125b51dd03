import { scaleBand } from "d3-scale";
import type { BarChart } from "../document/chart.ts";
import { html, type Markup } from "../html/markup.ts";
import { horizontalAxis } from "./axes.ts";
import { drawGroup, groupLabels } from "./bar-group.ts";
import { drawStack, stackEnds, stackLabels } from "./bar-stack.ts";
import { drawing, type Plot } from "./drawing.ts";
import { fitted, textWidth } from "./text-width.ts";
import { valueScale } from "./value-scale.ts";

const WIDTH = 720;
const WIDEST_NAME = 210;
const BAR = 18;
const GAP = 12;

/** Draws lying bars, from zero to both sides. Null when no value is known. */
export function drawBars(chart: BarChart, id: string): Markup | null {
  const grouped = chart.layout === "grouped";
  const known = chart.series.flatMap(({ values }) => values.flatMap(({ value }) => (value === null ? [] : [value])));
  if (known.length === 0) return null;
  const names = chart.categories.names;
  const step = (grouped ? chart.series.length * BAR : BAR + 4) + GAP;
  const top = 8;
  const bottom = top + names.length * step;
  const left = Math.ceil(Math.min(WIDEST_NAME, Math.max(...names.map(textWidth)))) + 12;
  const plot: Plot = { left, right: WIDTH - 12, top, bottom };
  const ends = [0, ...(grouped ? known : stackEnds(chart))];
  const labels = grouped ? groupLabels(chart) : stackLabels(chart);
  const room = Math.ceil(Math.max(0, ...labels.map(textWidth))) + 8;
  const range = [left + (Math.min(...ends) < 0 ? room : 0), plot.right - room] as const;
  const x = valueScale(chart.value, ends, range);
  const rows = scaleBand<number>(
    names.map((_, at) => at),
    [top, bottom],
  )
    .paddingInner(GAP / step)
    .paddingOuter(GAP / step / 2);
  const draw = grouped ? drawGroup : drawStack;
  return drawing(chart, { id, width: WIDTH, height: bottom + 46 }, [
    horizontalAxis(x, chart.value, plot),
    ...names.map((name, at) => {
      const row = { at, top: rows(at) ?? 0, height: rows.bandwidth() };
      return html`<text class="name end" x="${left - 8}" y="${row.top + row.height / 2 + 4}">${fitted(name, WIDEST_NAME)}</text>${draw(chart, row, x)}`;
    }),
    html`<line class="rule" x1="${x(0)}" x2="${x(0)}" y1="${top}" y2="${bottom}"/>`,
  ]);
}
