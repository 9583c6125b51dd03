import { dayNumber } from "@cs/models";
import { defineMeasure } from "../observing/define-measure.ts";
import { median } from "../observing/median.ts";
import { missing, observed } from "../observing/observation.ts";

const WEEKS = 12;
const RECENT_WEEKS = 4;
const FEWEST_BASE_EVENTS = 20;

/** Change of use: median week of the last 4 / median week of the 8 before - 1, so -0.5 is half. Formula: domain.md. */
export const usageTrend = defineMeasure({
  id: "usage_trend",
  label: "Usage trend",
  unit: "ratio",
  description:
    "Events in the median week of the last 4 against the median week of the 8 before, minus 1. Unknown when the 8 weeks have fewer than 20 events.",
  needs: ["usage"],
  windowDays: WEEKS * 7,
  observe({ usage, asOf }, until) {
    const weeks = new Array<number>(WEEKS).fill(0);
    const today = dayNumber(asOf);
    for (const { day, events } of usage.days) {
      const week = Math.floor((today - dayNumber(day)) / 7);
      const sum = weeks[week];
      if (sum !== undefined) weeks[week] = sum + events;
    }
    const base = weeks.slice(RECENT_WEEKS);
    const baseEvents = base.reduce((sum, events) => sum + events, 0);
    if (baseEvents < FEWEST_BASE_EVENTS) {
      return missing(`the 8-week base has ${baseEvents} events, ${FEWEST_BASE_EVENTS} are needed`);
    }
    const baseMedian = median(base);
    if (!baseMedian) return missing("the median week of the 8-week base has no events");
    return observed((median(weeks.slice(0, RECENT_WEEKS)) ?? 0) / baseMedian - 1, until);
  },
});
