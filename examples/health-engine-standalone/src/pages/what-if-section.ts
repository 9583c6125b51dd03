import { whatIf } from "@cs/health-engine";
import type { Assumptions } from "../assumptions.ts";
import type { WorkspaceHealth } from "../health.ts";
import { type Html, html } from "../html.ts";
import { labelOf, measures, valueText } from "../measures.ts";
import { signed } from "../reasons.ts";
import { bandText } from "./band.ts";

/** A form for values to assume, and what they would change. It is a plain GET form, so a result has an address. */
export function whatIfSection(health: WorkspaceHealth, { texts, values, problem }: Assumptions): Html {
  const fields = Object.entries(measures).map(([id, { label, maximum }]) => {
    const known = health.next.observations[id]?.value ?? null;
    const current = known === null ? "unknown" : `now ${valueText(id, known)}`;
    const limit = maximum === null ? null : html` max="${maximum}"`;
    return html`<label>${label} (${current})
<input type="number" name="${id}" min="0"${limit} step="any" value="${texts[id] ?? ""}"></label>`;
  });
  return html`<section id="what-if"><h2>What if?</h2>
${problem === null ? null : html`<p class="problem" role="alert">${problem}</p>`}
${values === null || Object.keys(values).length === 0 ? null : outcome(health, values)}
<form method="get" action="#what-if">${fields}<button type="submit">Compute</button></form></section>`;
}

function outcome({ next }: WorkspaceHealth, values: Readonly<Record<string, number>>): Html {
  const { before, after, change } = whatIf(next, values);
  const lines = change.measures.map(({ measure, points }) => {
    return html`<li>${labelOf(measure)} ${valueText(measure, values[measure] ?? null)}: ${signed(points)}</li>`;
  });
  const cap = change.factors?.cap ?? 0;
  return html`<p role="status">${before.score?.toFixed(1) ?? "no score"} ${bandText(before.band)}
would be <strong>${after.score?.toFixed(1) ?? "no score"}</strong> ${bandText(after.band)}.</p>
<ul>${lines}${cap === 0 ? null : html`<li>Caps: ${signed(cap)}</li>`}</ul>
${change.reason === null ? null : html`<p>${change.reason}</p>`}`;
}
