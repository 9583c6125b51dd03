import { defineMeasure } from "../observing/define-measure.ts";
import { latestDay } from "../observing/extreme-days.ts";
import { inWindow } from "../observing/in-window.ts";
import { median } from "../observing/median.ts";
import { missing, observed } from "../observing/observation.ts";

/** Median minutes to the first public reply of an agent, over the answered tickets of the last 180 days. */
export const firstReplyMinutesMedian180 = defineMeasure({
  id: "first_reply_minutes_median_180",
  label: "Median first reply in 180 days",
  unit: "minutes",
  description:
    "Median time from creation to the first public agent reply, over tickets created in the last 180 days. Tickets still waiting are not in it.",
  needs: ["tickets"],
  windowDays: 180,
  observe({ tickets, asOf }) {
    const recent = inWindow(tickets, { asOf, days: 180, dayOf: ({ createdOn }) => createdOn });
    const answered = recent.filter(({ firstReplyMinutes }) => firstReplyMinutes !== null);
    const lastDay = latestDay(answered.map(({ createdOn }) => createdOn));
    const minutes = median(answered.flatMap(({ firstReplyMinutes }) => firstReplyMinutes ?? []));
    if (lastDay === null || minutes === null) return missing("no ticket of the last 180 days has a first reply");
    return observed(minutes, lastDay);
  },
});
