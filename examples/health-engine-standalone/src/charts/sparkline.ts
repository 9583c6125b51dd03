import type { WorkspaceHealth } from "../health.ts";
import { type Html, html } from "../html.ts";

const WIDTH = 120;
const HEIGHT = 32;

/** The scores of all days as a line from 0 to 100; a day without a score is a gap. The words say the same. */
export function sparkline({ history, trend }: Pick<WorkspaceHealth, "history" | "trend">): Html {
  const step = WIDTH / Math.max(1, history.length - 1);
  const path = history
    .map(({ score }, index) => {
      if (score === null) return "";
      const at = `${(index * step).toFixed(1)} ${(HEIGHT * (1 - score / 100)).toFixed(1)}`;
      // A line of no length is drawn as a dot: a score with none beside it.
      return (history[index - 1]?.score ?? null) === null ? `M${at}h0` : `L${at}`;
    })
    .join("");
  return html`<svg class="spark" viewBox="-2 -2 ${WIDTH + 4} ${HEIGHT + 4}" role="img" aria-label="${trendText(trend)}"><path d="${path}"/></svg>`;
}

/** The direction in words, with the Theil-Sen slope. */
export function trendText({ direction, slope, points }: WorkspaceHealth["trend"]): string {
  if (slope === null) return `too few scores for a trend: ${points}`;
  return `${direction}, ${slope < 0 ? "−" : "+"}${Math.abs(slope).toFixed(1)} points in 30 days`;
}
