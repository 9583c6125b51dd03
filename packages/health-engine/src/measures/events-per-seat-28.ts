import { activeSeats, noActiveSeats } from "../observing/active-seats.ts";
import { defineMeasure } from "../observing/define-measure.ts";
import { inWindow } from "../observing/in-window.ts";
import { missing, observed } from "../observing/observation.ts";
import { sumOf } from "../observing/sum-of.ts";

/** Events of the last 28 days per seat active on the as-of day. Comparable within one product only. */
export const eventsPerSeat28 = defineMeasure({
  id: "events_per_seat_28",
  label: "Events per seat in 28 days",
  unit: "per_seat",
  description:
    "Events of the last 28 days divided by the active seats. What is much depends on the product. Unknown when no use was ever recorded.",
  needs: ["usage", "subscriptions"],
  windowDays: 28,
  observe(facts, until) {
    const seats = activeSeats(facts);
    if (seats === null) return missing(noActiveSeats);
    if (facts.usage.lastDay === null) return missing("no use was ever recorded");
    const days = inWindow(facts.usage.days, { asOf: facts.asOf, days: 28, dayOf: ({ day }) => day });
    return observed(sumOf(days, ({ events }) => events) / seats, until);
  },
});
