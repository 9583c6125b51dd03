import { defineMeasure } from "../observing/define-measure.ts";
import { missing, observed } from "../observing/observation.ts";

/** Distinct features used in 90 days. */
export const featuresUsed90 = defineMeasure({
  id: "features_used_90",
  label: "Features used in 90 days",
  unit: "count",
  description:
    "Distinct features used in the last 90 days. What is much depends on the product. Unknown when no use was ever recorded.",
  needs: ["usage"],
  windowDays: 90,
  observe({ usage }, until) {
    if (usage.lastDay === null) return missing("no use was ever recorded");
    return observed(usage.features90, until);
  },
});
