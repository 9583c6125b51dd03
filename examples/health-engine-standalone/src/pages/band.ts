import type { HealthBand } from "@cs/models";
import { type Html, html } from "../html.ts";

const words: Record<HealthBand, { readonly sign: string; readonly name: string }> = {
  excellent: { sign: "★", name: "excellent" },
  good: { sign: "●", name: "good" },
  at_risk: { sign: "▲", name: "at risk" },
  critical: { sign: "■", name: "critical" },
  insufficient_data: { sign: "?", name: "insufficient data" },
};

/** The band in words: colour only repeats what the word and the sign say. */
export function bandText(band: HealthBand): Html {
  const { sign, name } = words[band];
  return html`<span class="band ${band}"><span aria-hidden="true">${sign}</span> ${name}</span>`;
}

export function bandName(band: HealthBand): string {
  return words[band].name;
}
