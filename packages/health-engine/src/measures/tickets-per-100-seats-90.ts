import { activeSeats, noActiveSeats } from "../observing/active-seats.ts";
import { defineMeasure } from "../observing/define-measure.ts";
import { inWindow } from "../observing/in-window.ts";
import { missing, observed } from "../observing/observation.ts";

/** Tickets of the last 90 days per 100 active seats. None is 0, which is not the best: silent accounts may have left. */
export const ticketsPer100Seats90 = defineMeasure({
  id: "tickets_per_100_seats_90",
  label: "Tickets per 100 seats in 90 days",
  unit: "per_100_seats",
  description: "Support tickets created in the last 90 days per 100 active seats.",
  needs: ["tickets", "subscriptions"],
  windowDays: 90,
  observe(facts, until) {
    const seats = activeSeats(facts);
    if (seats === null) return missing(noActiveSeats);
    const tickets = inWindow(facts.tickets, { asOf: facts.asOf, days: 90, dayOf: ({ createdOn }) => createdOn });
    return observed((100 * tickets.length) / seats, until);
  },
});
