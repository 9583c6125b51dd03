import { sparkline } from "../charts/sparkline.ts";
import type { WorkspaceHealth } from "../health.ts";
import { type Html, html } from "../html.ts";
import { topReasons } from "../reasons.ts";
import { bandText } from "./band.ts";
import { layout } from "./layout.ts";

/** All workspaces, those most at risk first and those without a score at the end. */
export function listPage(healths: readonly WorkspaceHealth[]): Html {
  const ordered = healths.toSorted((left, right) => (left.now.score ?? 101) - (right.now.score ?? 101));
  return layout(
    "Workspaces",
    html`<p>Scored on ${healths[0]?.now.asOf ?? "no day"}. The proved band holds whatever the missing data turn out to be.</p>
<div class="scroll"><table>
<caption>Most at risk first</caption>
<thead><tr><th scope="col">Workspace</th><th scope="col">Plan</th><th scope="col" class="number">Score</th>
<th scope="col">Band</th><th scope="col">Proved</th><th scope="col" class="number">Coverage</th>
<th scope="col">12 weeks</th><th scope="col">What costs most</th></tr></thead>
<tbody>${ordered.map(row)}</tbody>
</table></div>`,
  );
}

function row(health: WorkspaceHealth): Html {
  const { workspace, now } = health;
  return html`<tr>
<th scope="row"><a href="/workspaces/${encodeURIComponent(workspace.id)}">${workspace.name}</a></th>
<td>${workspace.plan}</td><td class="number">${now.score === null ? "–" : now.score.toFixed(1)}</td>
<td>${bandText(now.band)}</td><td>${bandText(now.provedBand)}</td>
<td class="number">${Math.floor(100 * now.coverage + 1e-9)} %</td><td>${sparkline(health)}</td>
<td><ul>${topReasons(now).map((reason) => html`<li>${reason}</li>`)}</ul></td></tr>`;
}
