import { daysBetween } from "@cs/models";
import { defineMeasure } from "../observing/define-measure.ts";
import { missing, observed } from "../observing/observation.ts";

/** Days since the product was last used; 0 on a day with use. */
export const usageRecencyDays = defineMeasure({
  id: "usage_recency_days",
  label: "Days since last use",
  unit: "days",
  description: "Days from the last day with use to the as-of day. Unknown when no use was ever recorded.",
  needs: ["usage"],
  windowDays: null,
  observe({ usage, asOf }, until) {
    if (usage.lastDay === null) return missing("no use was ever recorded");
    return observed(daysBetween(usage.lastDay, asOf), until);
  },
});
