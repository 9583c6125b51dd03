import { type MeasureId, measureIds } from "@cs/health-engine";
import type { MeasureObservations } from "@cs/models";
import type { FeatureRow, RiskDirection } from "@cs/prediction";

/** What a back-test sees of an account besides its measures. */
export const healthScoreFeature = "health_score";

/**
 * Measures of terms as they are stored now. A source that overwrites the end of a contract at renewal tells the future with
 * them, so models learn from them only when they are asked to.
 */
const termMeasures: readonly MeasureId[] = ["days_to_opt_out", "auto_renew_share"];

/**
 * Never learnt from. A notice says that the account has decided, and who has is not looked at. Tenure tells how accounts
 * came into the records as much as how they are: where losses are recorded between sign-up and a last day, young accounts
 * seem to leave sooner whatever they do.
 */
const neverLearnt: readonly MeasureId[] = ["churn_notice_served", "tenure_days"];

/** The measures that a model learns from. */
export function modelFeatures({ withTerms }: { readonly withTerms: boolean }): readonly MeasureId[] {
  const leftOut = [...neverLearnt, ...(withTerms ? [] : termMeasures)];
  return measureIds.filter((id) => !leftOut.includes(id));
}

/** The naive composite: few measures that everybody looks at, equally weighted. */
export const naiveMeasures = {
  usage_recency_days: "higher_is_riskier",
  active_days_28: "lower_is_riskier",
  seat_utilisation: "lower_is_riskier",
  tickets_per_100_seats_90: "higher_is_riskier",
  nps_mean_365: "lower_is_riskier",
  invoice_overdue_days: "higher_is_riskier",
} as const satisfies Partial<Record<MeasureId, RiskDirection>>;

/** Observations as a model takes them; a measure that was not observed is not known. */
export function featureRow(observations: MeasureObservations, features: readonly string[]): FeatureRow {
  return Object.fromEntries(features.map((id) => [id, observations[id]?.value ?? null]));
}
