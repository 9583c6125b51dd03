import { defineMeasure } from "../observing/define-measure.ts";
import { latestDay } from "../observing/extreme-days.ts";
import { inWindow } from "../observing/in-window.ts";
import { missing, observed } from "../observing/observation.ts";
import { sumOf } from "../observing/sum-of.ts";

/** Errors per event over 84 days. Above 1 when one event can raise several errors. */
export const errorRate84 = defineMeasure({
  id: "error_rate_84",
  label: "Error rate in 84 days",
  unit: "ratio",
  description:
    "Errors divided by events of the last 84 days. Unknown without events, or when the source does not count errors.",
  needs: ["usage"],
  windowDays: 84,
  observe({ usage, asOf }) {
    const used = inWindow(usage.days, { asOf, days: 84, dayOf: ({ day }) => day }).filter(({ events }) => events > 0);
    if (used.length === 0) return missing("the product was not used in 84 days");
    const counted = used.flatMap(({ day, events, errors }) => (errors === null ? [] : { day, events, errors }));
    const lastDay = latestDay(counted.map(({ day }) => day));
    if (lastDay === null) return missing("usage does not count errors");
    return observed(sumOf(counted, ({ errors }) => errors) / sumOf(counted, ({ events }) => events), lastDay);
  },
});
