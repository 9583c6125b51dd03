import type { BandThresholds, HealthScore } from "@cs/models";
import { type Html, html } from "../html.ts";

/** The scores that missing data leave open, on a line from 0 to 100 with the thresholds of the bands as marks. */
export function intervalBar({ interval, score }: HealthScore, { excellent, good, atRisk }: BandThresholds): Html {
  const { low, high } = interval;
  const marks = [atRisk, good, excellent].map((at) => html`<line class="mark" x1="${at}" x2="${at}" y1="0" y2="12"/>`);
  const tick = score === null ? null : html`<line class="tick" x1="${score}" x2="${score}" y1="0" y2="12"/>`;
  return html`<svg class="interval" viewBox="0 0 100 12" preserveAspectRatio="none" role="img"
    aria-label="The score lies between ${low.toFixed(1)} and ${high.toFixed(1)} of 100">
    <rect class="track" y="4" width="100" height="4"/>${marks}
    <rect class="range" x="${low}" y="3" width="${Math.max(high - low, 0.6)}" height="6"/>${tick}</svg>`;
}
