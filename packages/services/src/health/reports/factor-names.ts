import type { ChangeFactor } from "@cs/health-engine";

/** What reports call the causes of a change. */
export const factorNames: Readonly<Record<ChangeFactor, string>> = {
  data: "What was observed",
  staleness: "Ageing of observations",
  configuration: "Another scorecard",
  cap: "Caps",
  override: "Set by a person",
};
