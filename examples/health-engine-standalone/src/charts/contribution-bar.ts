import type { MeasureContribution } from "@cs/models";
import { type Html, html } from "../html.ts";

/**
 * What a measure earns out of what it could: the filled part of a bar as long as its weight. Bars of one score share
 * `widest`, the greatest weight, so their lengths can be compared. The numbers stand beside it in the table.
 */
export function contributionBar({ effectiveWeight, points }: MeasureContribution, widest: number): Html {
  const scale = widest === 0 ? 0 : 1 / widest;
  const track = (100 * effectiveWeight * scale).toFixed(1);
  const fill = (points * scale).toFixed(1);
  return html`<svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
    <rect class="track" width="${track}" height="10"/><rect class="fill" width="${fill}" height="10"/></svg>`;
}
