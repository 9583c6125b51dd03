import { type MeasureId, measures } from "@cs/health-engine";
import { InvalidInputError } from "@cs/models";
import { suggest } from "../../operation/suggest.ts";
import { daysOfOnboarding } from "./onboarding.ts";
import { sponsorGoneDays } from "./relationship.ts";
import type { RiskFactor, RiskFamily, RiskLimits } from "./risk-factor.ts";

const more = (medium: number | null, high: number | null): RiskLimits => ({ worse: "more", medium, high });
const less = (medium: number | null, high: number | null): RiskLimits => ({ worse: "less", medium, high });

/**
 * The risk factors that customer success teams watch, as far as stored facts can show them; competitors, budgets and
 * reorganisations are in no source. The limits are judgement, not statistics, and follow the default scorecard: medium
 * about where a measure has 70 points left, high about where it has 50 or a cap fires.
 */
export const riskFactors: readonly RiskFactor[] = [
  measured("usage_decline", "usage", "usage_trend", less(-0.2, -0.5)),
  measured("inactivity", "usage", "usage_recency_days", more(14, 30)),
  measured("product_errors", "usage", "error_rate_84", more(0.05, 0.1)),
  measured("seat_utilisation", "adoption", "seat_utilisation", less(0.75, 0.5)),
  measured("feature_breadth", "adoption", "features_used_90", less(5, 2)),
  measured("support_burden", "support", "tickets_per_100_seats_90", more(25, 35)),
  measured("urgent_tickets", "support", "open_p0_tickets", more(null, 1)),
  measured("escalations", "support", "escalated_share_180", more(0.1, 0.2)),
  measured("slow_support", "support", "first_reply_minutes_median_180", more(480, 1440)),
  measured("satisfaction", "sentiment", "csat_share_365", less(0.75, 0.6)),
  measured("recommendation", "sentiment", "nps_mean_365", less(7.5, 6.5)),
  measured("champion_gone", "relationship", "champion_gone_days", more(14, 45)),
  {
    ...{ id: "sponsor_gone", family: "relationship", label: sponsorGoneDays.label, unit: sponsorGoneDays.unit },
    ...{ sources: sponsorGoneDays.needs, limits: more(14, 45), measure: null },
    observe: (facts) => sponsorGoneDays.observe(facts),
  },
  measured("notice_served", "commercial", "churn_notice_served", more(null, 1)),
  measured("opt_out_near", "commercial", "days_to_opt_out", { ...less(91, 31), notBelow: 0 }),
  measured("no_auto_renewal", "commercial", "auto_renew_share", less(1, null)),
  measured("overdue_invoices", "commercial", "invoice_overdue_days", more(14, 30)),
  measured("revenue_decline", "commercial", "arr_change_365", less(-0.05, -0.2)),
  {
    ...{ id: "stalled_onboarding", family: "lifecycle", label: "Days in onboarding", unit: "days" },
    ...{ sources: ["customers"], limits: more(90, 180), measure: null },
    observe: daysOfOnboarding,
  },
];

/** The factor with an id. @throws InvalidInputError when there is none. */
export function factorNamed(id: string): RiskFactor {
  const found = riskFactors.find((each) => each.id === id);
  if (found) return found;
  const ids = riskFactors.map((each) => each.id);
  const near = suggest(id, ids);
  throw new InvalidInputError(`There is no factor ${id}.`, {
    field: "factor",
    hint: near ? `Did you mean ${near}?` : `Factors: ${ids.join(", ")}.`,
  });
}

/** A factor that is a measure of the health engine. */
function measured(id: string, family: RiskFamily, measureId: MeasureId, limits: RiskLimits): RiskFactor {
  const measure = measures.find((each) => each.id === measureId);
  if (!measure) throw new Error(`there is no measure ${measureId}`);
  const { label, unit, needs } = measure;
  return {
    id,
    family,
    label,
    unit,
    sources: needs,
    limits,
    measure: measureId,
    observe: (facts) => measure.observe(facts),
  };
}
