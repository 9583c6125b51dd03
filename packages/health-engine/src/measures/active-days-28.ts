import { defineMeasure } from "../observing/define-measure.ts";
import { inWindow } from "../observing/in-window.ts";
import { missing, observed } from "../observing/observation.ts";

/** Days with use among the last 28, 0-28. */
export const activeDays28 = defineMeasure({
  id: "active_days_28",
  label: "Active days in 28",
  unit: "count",
  description: "Days with at least one event among the last 28. Unknown when no use was ever recorded.",
  needs: ["usage"],
  windowDays: 28,
  observe({ usage, asOf }, until) {
    if (usage.lastDay === null) return missing("no use was ever recorded");
    const days = inWindow(usage.days, { asOf, days: 28, dayOf: ({ day }) => day });
    return observed(days.filter(({ events }) => events > 0).length, until);
  },
});
