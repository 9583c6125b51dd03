import type { SeriesName } from "../document/chart.ts";

/**
 * Colours of series and tones. Each has a contrast of 3:1 or more with the page, and people without one kind of cones tell
 * any two of them apart; the test computes both.
 */
export const palette = {
  light: {
    page: "#ffffff",
    series: ["#2371cc", "#c68627", "#0a6b3c", "#56052f", "#04537c", "#848d99"],
    tones: { best: "#014890", good: "#4b99d7", warning: "#c18135", critical: "#8c1e00", neutral: "#696d79" },
  },
  dark: {
    page: "#14181d",
    series: ["#3280dd", "#ffa731", "#b9fccf", "#9a4c6d", "#8fcefa", "#989a9d"],
    tones: { best: "#3280dd", good: "#ceeefe", warning: "#ffc638", critical: "#d25114", neutral: "#abadb0" },
  },
} as const;

/** The class that gives a mark its colour: that of its tone, or of its place among the series. */
export function colourClass({ tone }: SeriesName, at: number): string {
  return tone ?? `series-${at % palette.light.series.length}`;
}
