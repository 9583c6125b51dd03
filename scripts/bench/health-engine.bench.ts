import { defaultScorecard, score } from "@cs/health-engine";
import { do_not_optimize, measure } from "mitata";
import { report } from "./report.ts";

/** One full score with explanation, against a bare weighted sum over the same number of measures. */
const asOf = "2024-12-31";
const measures = defaultScorecard.groups.flatMap((group) => group.measures.map((each) => each.measure));
const observations = Object.fromEntries(measures.map((id, index) => [id, { value: index / 10, observedOn: asOf }]));
const weights = Float64Array.from(measures, (_, index) => 1 + index);
const values = Float64Array.from(measures, (_, index) => index * 5);

const full = await measure(() => do_not_optimize(score({ scorecard: defaultScorecard, asOf, observations })));
const bare = await measure(() => {
  let sum = 0;
  for (let index = 0; index < weights.length; index += 1) sum += (weights[index] ?? 0) * (values[index] ?? 0);
  return do_not_optimize(sum);
});
report(`bare weighted sum of ${measures.length} measures`, `${bare.p50.toFixed(0)} ns`);
report("score with explanation and input hash", `${(full.p50 / 1000).toFixed(0)} us`, {
  of: full.p50,
  to: bare.p50,
  label: "the bare sum",
});
report("accounts per second, one by one", (1e9 / full.p50).toFixed(0));
