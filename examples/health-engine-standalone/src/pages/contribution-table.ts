import type { CapFired, HealthScore, MeasureContribution } from "@cs/models";
import { contributionBar } from "../charts/contribution-bar.ts";
import { type Html, html } from "../html.ts";
import { labelOf, valueText } from "../measures.ts";
import { signed } from "../reasons.ts";

/** One line per measure and per fired cap; the points of all lines are the score. */
export function contributionTable({ contributions, capsFired, score }: HealthScore): Html {
  const widest = Math.max(...contributions.map(({ effectiveWeight }) => effectiveWeight));
  return html`<div class="scroll"><table>
<thead><tr><th scope="col">Measure</th><th scope="col" class="number">Value</th><th scope="col" class="number">Earns</th>
<th scope="col" class="number">Could earn</th><th scope="col"><span class="unseen">As a bar</span></th></tr></thead>
<tbody>${contributions.map((line) => measureRow(line, widest))}${capsFired.map(capRow)}</tbody>
<tfoot><tr><th scope="row" colspan="2">Score</th><td class="number">${score === null ? "–" : score.toFixed(1)}</td>
<td></td><td></td></tr></tfoot>
</table></div>`;
}

function measureRow(line: MeasureContribution, widest: number): Html {
  const { measure, value, reason, status, points, effectiveWeight } = line;
  const note =
    reason === null ? null : html`<br><small>${reason}${status === "neutral" ? ", counts as 50" : ""}</small>`;
  return html`<tr><th scope="row">${labelOf(measure)}${note}</th><td class="number">${valueText(measure, value)}</td>
<td class="number">${points.toFixed(1)}</td><td class="number">${(100 * effectiveWeight).toFixed(1)}</td>
<td class="wide">${contributionBar(line, widest)}</td></tr>`;
}

function capRow({ label, maximum, points, evidence }: CapFired): Html {
  const values = Object.entries(evidence).map(([id, value]) => `${labelOf(id)}: ${valueText(id, value)}`);
  return html`<tr><th scope="row">Cap: ${label}, at most ${maximum}<br><small>${values.join(", ")}</small></th><td></td>
<td class="number">${signed(points)}</td><td></td><td></td></tr>`;
}
