import { type HealthBand, healthBands, known, type ScoreBand } from "@cs/models";
import type { BarSeries, Tone } from "@cs/reports";

/** What reports call the bands. */
export const bandNames: Readonly<Record<HealthBand | "not_scored", string>> = {
  excellent: "Excellent",
  good: "Good",
  at_risk: "At risk",
  critical: "Critical",
  insufficient_data: "Insufficient data",
  not_scored: "Not scored",
};

const tones: Readonly<Record<HealthBand, Tone>> = {
  excellent: "best",
  good: "good",
  at_risk: "warning",
  critical: "critical",
  insufficient_data: "neutral",
};

/** A series per band, from best to worst, with a number for each of some states. */
export function bandSeries<State>(states: readonly State[], count: (state: State, band: HealthBand) => number) {
  return healthBands.map(
    (band): BarSeries => ({
      name: bandNames[band],
      tone: tones[band],
      values: states.map((state) => known(count(state, band))),
    }),
  );
}

/** Whether an account in the band is one to look after. */
export function isRisk(band: HealthBand | "not_scored"): band is Extract<ScoreBand, "at_risk" | "critical"> {
  return band === "at_risk" || band === "critical";
}
