import { activeSeats, noActiveSeats } from "../observing/active-seats.ts";
import { defineMeasure } from "../observing/define-measure.ts";
import { missing, observed } from "../observing/observation.ts";

/** Users of the last 30 days per seat active on the as-of day; above 1 when more people use it than have seats. */
export const seatUtilisation = defineMeasure({
  id: "seat_utilisation",
  label: "Seat use",
  unit: "share",
  description:
    "Distinct users of the last 30 days divided by the active seats. Unknown when usage does not name users.",
  needs: ["usage", "subscriptions"],
  windowDays: 30,
  observe(facts, until) {
    const seats = activeSeats(facts);
    if (seats === null) return missing(noActiveSeats);
    if (facts.usage.users30 === null) return missing("usage does not name users");
    return observed(facts.usage.users30 / seats, until);
  },
});
