import type { ScaleLinear, ScaleTime } from "d3-scale";
import type { Axis } from "../document/chart.ts";
import { formatTick } from "../document/number-format.ts";
import { html, type Markup } from "../html/markup.ts";
import type { Plot } from "./drawing.ts";
import { textWidth } from "./text-width.ts";

const TICKS = 5;

/** Above this, in milliseconds (120 days), an axis tells months and not days. */
const LONG = 120 * 86_400_000;

/** How wide the tick labels of a vertical axis are. */
export function tickWidth(scale: ScaleLinear<number, number>, axis: Axis): number {
  return Math.max(...scale.ticks(TICKS).map((tick) => textWidth(formatTick(tick, axis.format))));
}

/** A vertical axis: lines across the plot, numbers on the left, the label above. */
export function verticalAxis(scale: ScaleLinear<number, number>, axis: Axis, plot: Plot): Markup {
  const ticks = scale.ticks(TICKS).map((tick) => {
    const y = scale(tick);
    return html`<line class="grid" x1="${plot.left}" x2="${plot.right}" y1="${y}" y2="${y}"/><text class="tick end" x="${plot.left - 8}" y="${y + 4}">${formatTick(tick, axis.format)}</text>`;
  });
  return html`<g>${ticks}<text class="axis" x="${0}" y="${plot.top - 12}">${axis.label}</text></g>`;
}

/** A horizontal axis of values: lines down the plot, numbers and the label below. */
export function horizontalAxis(scale: ScaleLinear<number, number>, axis: Axis, plot: Plot): Markup {
  const ticks = scale.ticks(TICKS).map((tick) => {
    const x = scale(tick);
    return html`<line class="grid" x1="${x}" x2="${x}" y1="${plot.top}" y2="${plot.bottom}"/>${below(x, formatTick(tick, axis.format), plot)}`;
  });
  return html`<g>${ticks}${labelBelow(axis.label, plot)}</g>`;
}

/** A horizontal axis of days. */
export function dayAxis(scale: ScaleTime<number, number>, label: string, plot: Plot): Markup {
  const [first = new Date(0), last = first] = scale.domain();
  const months = last.getTime() - first.getTime() > LONG;
  const detail: Intl.DateTimeFormatOptions = months ? { year: "numeric" } : { day: "numeric" };
  const shown = new Intl.DateTimeFormat("en-US", { timeZone: "UTC", month: "short", ...detail });
  const ticks = scale.ticks(TICKS).map((day) => {
    const x = scale(day);
    return html`<line class="rule" x1="${x}" x2="${x}" y1="${plot.bottom}" y2="${plot.bottom + 4}"/>${below(x, shown.format(day), plot)}`;
  });
  return html`<g><line class="rule" x1="${plot.left}" x2="${plot.right}" y1="${plot.bottom}" y2="${plot.bottom}"/>${ticks}${labelBelow(label, plot)}</g>`;
}

function below(x: number, text: string, plot: Plot): Markup {
  return html`<text class="tick middle" x="${x}" y="${plot.bottom + 18}">${text}</text>`;
}

function labelBelow(label: string, plot: Plot): Markup {
  return html`<text class="axis end" x="${plot.right}" y="${plot.bottom + 38}">${label}</text>`;
}
