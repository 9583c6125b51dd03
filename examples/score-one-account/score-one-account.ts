import assert from "node:assert/strict";
import { defaultScorecard, score } from "@cs/health-engine";

const asOf = "2024-12-31";
const on = (value: number) => ({ value, observedOn: asOf });
const use = { usage_trend: on(-0.3), usage_recency_days: on(2), active_days_28: on(16), features_used_90: on(7) };
const rest = { seat_utilisation: on(0.6), champion_gone_days: on(60), tickets_per_100_seats_90: on(5) };
const health = score({ scorecard: defaultScorecard, asOf, observations: { ...use, ...rest } });
for (const { measure, points } of health.contributions) console.log(measure, points.toFixed(1));
for (const { label, points } of health.capsFired) console.log(label, points.toFixed(1));
console.log(health.score, health.band, `proved: ${health.provedBand}`);

// A champion gone for 60 days bounds the score at 49, whatever else is good.
assert.equal(health.score, 49);
assert.equal(health.band, "critical");
