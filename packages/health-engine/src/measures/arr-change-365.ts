import { addDays } from "@cs/models";
import { activeOn } from "../observing/active-on.ts";
import { defineMeasure } from "../observing/define-measure.ts";
import { missing, observed } from "../observing/observation.ts";
import { sumOf } from "../observing/sum-of.ts";

/** ARR now / ARR 365 days ago - 1: -1 when all is gone, 0.1 for a tenth more. */
export const arrChange365 = defineMeasure({
  id: "arr_change_365",
  label: "ARR change in 365 days",
  unit: "ratio",
  description:
    "ARR of the lines active on the as-of day against those active 365 days before, minus 1. Unknown without ARR then, or when the lines have several currencies.",
  needs: ["subscriptions"],
  // The day 365 days before is needed too.
  windowDays: 366,
  observe({ subscriptions, asOf }, until) {
    const yearBefore = addDays(asOf, -365);
    const before = activeOn(subscriptions, yearBefore);
    const now = activeOn(subscriptions, asOf);
    const base = sumOf(before, ({ arr }) => arr);
    if (base === 0) return missing(`there was no ARR on ${yearBefore}`);
    const currencies = new Set([...before, ...now].map(({ currency }) => currency));
    if (currencies.size > 1) return missing("the subscriptions have several currencies");
    return observed(sumOf(now, ({ arr }) => arr) / base - 1, until);
  },
});
