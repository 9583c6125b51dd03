import type { HealthScore } from "@cs/models";
import type { Assumptions } from "../assumptions.ts";
import { intervalBar } from "../charts/interval-bar.ts";
import { sparkline, trendText } from "../charts/sparkline.ts";
import type { WorkspaceHealth } from "../health.ts";
import { type Html, html } from "../html.ts";
import { bandName, bandText } from "./band.ts";
import { contributionTable } from "./contribution-table.ts";
import { layout } from "./layout.ts";
import { nextBandSection } from "./next-band-section.ts";
import { whatIfSection } from "./what-if-section.ts";

/** Everything about the score of one workspace. */
export function workspacePage(health: WorkspaceHealth, assumptions: Assumptions): Html {
  const { workspace, now, next } = health;
  const { bands } = next.scorecard;
  return layout(
    workspace.name,
    html`<p class="head"><strong class="score">${now.score === null ? "–" : now.score.toFixed(1)}</strong> ${bandText(now.band)}</p>
${now.reason === null ? null : html`<p>${now.reason}</p>`}
${now.heldFrom ? html`<p>The score alone is ${bandName(now.heldFrom)}: it is not yet far enough beyond the threshold.</p>` : null}
<section><h2>How sure is this?</h2>
${intervalBar(now, bands)}
<p>${intervalText(now)} Proved: ${bandText(now.provedBand)}. Coverage ${percent(now.coverage)}, confidence ${percent(now.confidence)}.</p>
${now.capsUndecided.map(({ label, maximum }) => html`<p>Not known, so it may hold: ${label} (at most ${maximum}).</p>`)}</section>
<section><h2>Where is it going?</h2>${sparkline(health)}<p>Trend: ${trendText(health.trend)}.</p></section>
<section><h2>Where do the points come from?</h2>${contributionTable(now)}</section>
${nextBandSection(health)}
${whatIfSection(health, assumptions)}
<section><h2>What does it follow from?</h2>
<p>Scorecard ${now.scorecard.id}, version ${now.scorecard.version}, on ${now.asOf}. Input hash <code>${now.inputHash}</code>.</p></section>`,
  );
}

function intervalText({ interval: { low, high } }: HealthScore): string {
  if (low === high) return "Nothing that is missing could move the score.";
  return `With everything known, the score would lie between ${low.toFixed(1)} and ${high.toFixed(1)}.`;
}

/** Rounded down, so that a share just below a limit is not shown as the limit. */
function percent(share: number): string {
  return `${Math.floor(100 * share + 1e-9)} %`;
}
