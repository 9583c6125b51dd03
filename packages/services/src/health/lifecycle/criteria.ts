import type { MeasureId } from "@cs/health-engine";
import type { LifecycleStage } from "@cs/models";
import type { TermFact } from "./term-facts.ts";

/** What speaks for being in a stage: a number that is at least, or at most, some other. */
export interface Criterion {
  readonly measure: MeasureId | TermFact;
  readonly comparison: "at_least" | "at_most";
  readonly limit: number;
}

const atLeast = (measure: Criterion["measure"], limit: number): Criterion => ({
  measure,
  comparison: "at_least",
  limit,
});
const atMost = (measure: Criterion["measure"], limit: number): Criterion => ({ measure, comparison: "at_most", limit });

/**
 * The limits are judgement, not statistics, and agree with the default scorecard: once a week (4 of 28 days) is use,
 * twice a week a habit; paid seats that nobody uses are bad below a half and good from three quarters on; an NPS answer
 * of 7 is no detractor's. Renewal begins with its first reminder, 90 days before the opt-out deadline.
 */
export const criteria: Readonly<Record<LifecycleStage, readonly Criterion[]>> = {
  onboarding: [atLeast("running_terms", 1)],
  adoption: [atMost("usage_recency_days", 14), atLeast("active_days_28", 4), atLeast("seat_utilisation", 0.25)],
  value_realization: [atLeast("active_days_28", 8), atLeast("seat_utilisation", 0.5), atLeast("nps_mean_365", 7)],
  growth: [atLeast("usage_trend", 0), atLeast("seat_utilisation", 0.75), atLeast("arr_change_365", 0)],
  renewal: [atMost("days_to_opt_out", 90)],
  churned: [atMost("running_terms", 0), atLeast("churns_in_effect", 1)],
  won_back: [atLeast("running_terms", 1)],
};
