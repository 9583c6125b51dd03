import { defineMeasure } from "../observing/define-measure.ts";
import { latestDay } from "../observing/extreme-days.ts";
import { inWindow } from "../observing/in-window.ts";
import { missing, observed } from "../observing/observation.ts";

/** Share of the tickets of the last 180 days that were escalated, 0-1. */
export const escalatedShare180 = defineMeasure({
  id: "escalated_share_180",
  label: "Escalated share in 180 days",
  unit: "share",
  description: "Escalated tickets divided by the tickets created in the last 180 days. Unknown without tickets.",
  needs: ["tickets"],
  windowDays: 180,
  observe({ tickets, asOf }) {
    const recent = inWindow(tickets, { asOf, days: 180, dayOf: ({ createdOn }) => createdOn });
    const lastDay = latestDay(recent.map(({ createdOn }) => createdOn));
    if (lastDay === null) return missing("no ticket was created in 180 days");
    return observed(recent.filter(({ escalated }) => escalated).length / recent.length, lastDay);
  },
});
