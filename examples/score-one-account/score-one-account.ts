import assert from "node:assert/strict";
import { defaultScorecard, score } from "@cs/health-engine";

const on = (value: number) => ({ value, observedOn: "2024-12-31" });
const health = score({
  scorecard: defaultScorecard,
  asOf: "2024-12-31",
  observations: {
    usage_trend: on(-0.3),
    usage_recency_days: on(2),
    active_days_28: on(16),
    seat_utilisation: on(0.6),
    features_used_90: on(7),
    champion_gone_days: on(60),
    tickets_per_100_seats_90: on(5),
    invoice_overdue_days: on(0),
    csat_share_365: { value: null, reason: "nobody answered yet" },
  },
});
console.log(
  health.score,
  health.band,
  health.capsFired.map((cap) => cap.label),
);

// A champion gone for 60 days bounds the score at 49, whatever else is good.
assert.equal(health.score, 49);
assert.equal(health.band, "critical");
