import type { WorkspaceHealth } from "../health.ts";
import { type Html, html } from "../html.ts";
import { labelOf, valueText } from "../measures.ts";
import { nextBand } from "../next-band.ts";
import { bandName } from "./band.ts";

/** The cheapest changes that bring a workspace to the next band worth having, or why none do. */
export function nextBandSection(health: WorkspaceHealth): Html | null {
  const next = nextBand(health);
  if (next === null) return null;
  const { target, way } = next;
  const content = way.reachable
    ? html`<ul>${way.changes.map(({ measure, from, to }) => {
        return html`<li>${labelOf(measure)}: from ${valueText(measure, from)} to ${valueText(measure, to)}</li>`;
      })}</ul>
<p>That would give ${way.result.score?.toFixed(1) ?? "–"}, if nothing else changes.
It says what the score follows from, not what the customer would do.</p>`
    : html`<p>Nothing that we can change: ${way.reason}.</p>`;
  return html`<section><h2>What would bring it to ${bandName(target)}?</h2>${content}</section>`;
}
