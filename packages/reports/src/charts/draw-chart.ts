import type { Chart } from "../document/chart.ts";
import { html, type Markup } from "../html/markup.ts";
import { drawBars } from "./bar-chart.ts";
import { legend } from "./legend.ts";
import { drawLines } from "./line-chart.ts";
import { drawPoints } from "./scatter-chart.ts";

/** A chart as SVG under its legend, or the word that there is nothing to draw. `id` is unique on the page. */
export function drawChart(chart: Chart, id: string): Markup {
  const image = drawing(chart, id);
  return image
    ? html`${legend(chart)}<div class="drawing">${image}</div>`
    : html`<p class="missing">No value is known.</p>`;
}

function drawing(chart: Chart, id: string): Markup | null {
  if (chart.kind === "line-chart") return drawLines(chart, id);
  return chart.kind === "bar-chart" ? drawBars(chart, id) : drawPoints(chart, id);
}
