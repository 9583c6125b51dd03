import type { MeasureId } from "@cs/health-engine";

/** When a measure is unknown although its feeds are connected; measures that then always have a value are not here. */
export const unknownWhen: Readonly<Partial<Record<MeasureId, string>>> = {
  usage_trend: "the 8 weeks before have fewer than 20 events, or their median week has none",
  usage_recency_days: "no use was ever recorded",
  active_days_28: "no use was ever recorded",
  events_per_seat_28: "no subscription with seats is active, or no use was ever recorded",
  error_rate_84: "the product was not used in 84 days, or the source does not count errors",
  features_used_90: "no use was ever recorded",
  seat_utilisation: "no subscription with seats is active, or usage does not name users",
  tickets_per_100_seats_90: "no subscription with seats is active",
  escalated_share_180: "no ticket was created in 180 days",
  first_reply_minutes_median_180: "no ticket of the 180 days has a first reply",
  csat_share_365: "there is no CSAT answer in 365 days",
  nps_mean_365: "there is no recommendation answer in 365 days",
  arr_change_365: "there was no ARR 365 days ago, or the lines have several currencies",
  auto_renew_share: "no active line says whether it renews, their ARR is 0, or they have several currencies",
  days_to_opt_out: "no active contract has both a renewal date and notice days",
  champion_gone_days: "no champion was ever known, or the last one left more than 365 days ago",
  tenure_days: "no start day is known, or it is after the as-of day",
};
