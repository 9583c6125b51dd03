import type { Chart } from "../document/chart.ts";
import { html, type Markup } from "../html/markup.ts";
import { colourClass } from "./palette.ts";
import { symbolOf } from "./scatter-chart.ts";

/** Which mark stands for which series; nothing when there is one series. */
export function legend(chart: Chart): Markup {
  if (chart.series.length < 2) return html``;
  const entries = chart.series.map(
    (series, at) =>
      html`<li class="${colourClass(series, at)}"><svg class="swatch" aria-hidden="true" width="16" height="16" viewBox="-8 -8 16 16"><path class="${chart.kind === "line-chart" ? "line" : "bar"}" d="${swatch(chart, at)}"/></svg>${series.name}</li>`,
  );
  return html`<ul class="legend">${entries}</ul>`;
}

function swatch(chart: Chart, at: number): string {
  if (chart.kind === "line-chart") return "M-8,0H8";
  return chart.kind === "bar-chart" ? "M-6,-6H6V6H-6Z" : symbolOf(at);
}
